import { useEffect, useState, type ReactNode } from "react";

import { Button } from "../basics/button.tsx";
import { Field } from "../basics/field.tsx";
import { PicturePicker } from "../basics/picture-picker.tsx";
import { useBusy } from "../hooks/use-busy.ts";
import { useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { goTo } from "../hooks/use-route.ts";
import { goal } from "../logic/goal.ts";
import { isHandle } from "../logic/who.ts";
import { useText } from "../text/use-text.tsx";
import { Opening } from "./standing.tsx";
import "./welcome.css";

/** After the first sign-in: what others see. Whoever has a name already goes on to the list. */
export function Profile(): ReactNode {
  const own = useLive(useCulver().account.own);
  const named = own?.name !== undefined;
  const [asked, setAsked] = useState(false);
  if (own !== undefined && !named && !asked) setAsked(true);
  useEffect(() => {
    if (named && !asked) goTo(goal(), "replace");
  }, [named, asked]);
  return own === undefined || !asked ? <Opening /> : <ProfileForm account={own.account} />;
}

function ProfileForm({ account: id }: { readonly account: string }): ReactNode {
  const text = useText();
  const { account } = useCulver();
  const [name, setName] = useState("");
  const [handle, setHandle] = useState("");
  const [picture, setPicture] = useState<Blob>();
  const [misformed, setMisformed] = useState(false);
  const [busy, error, act] = useBusy();
  const go = (): void => goTo(goal(), "replace");
  const save = (): void => {
    if (handle !== "" && !isHandle(handle)) {
      setMisformed(true);
      return;
    }
    void act(async () => {
      if (handle !== "") await account.setHandle(handle);
      await account.setProfile({ name: name.trim(), ...(picture === undefined ? {} : { picture }) });
    }).then((done) => done && go());
  };
  return (
    <main className="welcome">
      <form
        className="welcome-column"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") save();
        }}
      >
        <h1>{text.welcome.profileTitle}</h1>
        <p className="welcome-claim">{text.welcome.profileHint}</p>
        <PicturePicker of={id} name={name} picture={undefined} chosen={picture} onChoose={setPicture} />
        <Field
          label={text.settings.name}
          value={name}
          maxLength={80}
          autoComplete="name"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Field
          label={`${text.settings.handle} (${text.common.optional})`}
          hint={text.settings.handleHint}
          error={misformed ? text.settings.handleForm : error}
          before="@"
          value={handle}
          maxLength={30}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => {
            setHandle(event.currentTarget.value.trim().replace(/^@/, "").toLowerCase());
            setMisformed(false);
          }}
        />
        <Button type="submit" look="filled" wide busy={busy} disabled={name.trim() === ""}>
          {text.welcome.profileGo}
        </Button>
        <Button look="plain" wide onClick={go}>
          {text.welcome.skip}
        </Button>
      </form>
    </main>
  );
}
