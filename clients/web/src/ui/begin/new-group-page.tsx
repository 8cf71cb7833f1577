import { useState, type ReactNode } from "react";

import type { Identifier } from "../../client/culver.ts";
import { Button } from "../basics/button.tsx";
import { Field } from "../basics/field.tsx";
import { PicturePicker } from "../basics/picture-picker.tsx";
import { useBusy } from "../hooks/use-busy.ts";
import { useCulver } from "../hooks/use-culver.tsx";
import { goTo } from "../hooks/use-route.ts";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";
import "./begin.css";
import { PeoplePicker } from "./people-picker.tsx";

/** Makes a group: its name and picture, and who is in it. */
export function NewGroupPage(): ReactNode {
  const text = useText();
  const { groups } = useCulver();
  const [title, setTitle] = useState("");
  const [picture, setPicture] = useState<Blob>();
  const [chosen, setChosen] = useState<readonly Identifier[]>([]);
  const [busy, error, act] = useBusy();
  const create = (): void => {
    void act(async () => {
      const conversation = await groups.create(title.trim(), chosen, picture);
      goTo({ is: "chat", conversation }, "replace");
    });
  };
  return (
    <Page
      title={text.group.title}
      back={{ is: "new" }}
      actions={
        <Button look="filled" busy={busy} disabled={title.trim() === ""} onClick={create}>
          {text.group.create}
        </Button>
      }
    >
      <PicturePicker of="group" name={undefined} picture={undefined} group chosen={picture} onChoose={setPicture} />
      <Field
        label={text.group.name}
        hint={text.group.nameHint}
        value={title}
        maxLength={100}
        error={error}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <h2 className="form-title">{text.group.people}</h2>
      <PeoplePicker chosen={chosen} onChange={setChosen} />
    </Page>
  );
}
