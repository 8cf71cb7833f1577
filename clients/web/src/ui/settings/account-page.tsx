import { useState, type ReactNode } from "react";

import type { OwnAccount } from "../../client/culver.ts";
import { Button } from "../basics/button.tsx";
import { Confirm } from "../basics/dialog.tsx";
import { Skeleton } from "../basics/empty.tsx";
import { Field } from "../basics/field.tsx";
import { Icon } from "../basics/icon.tsx";
import { PicturePicker } from "../basics/picture-picker.tsx";
import { useToast } from "../basics/toast.tsx";
import { useBusy } from "../hooks/use-busy.ts";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { isHandle } from "../logic/who.ts";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { ExportRow } from "./export-row.tsx";

/** Name, picture and handle; one's data; and the ways out. */
export function AccountPage(): ReactNode {
  const text = useText();
  const own = useLive(useCulver().account.own);
  return (
    <Page title={text.settings.account} back={{ is: "settings" }}>
      {own === undefined ? (
        <Skeleton rows={3} label={text.common.loading} />
      ) : (
        <>
          <ProfileForm own={own} />
          <HandleForm own={own} />
          <h2 className="card-title">{text.settings.data}</h2>
          <div className="card">
            <ExportRow />
          </div>
          <Ways />
        </>
      )}
    </Page>
  );
}

function ProfileForm({ own }: { readonly own: OwnAccount }): ReactNode {
  const text = useText();
  const toast = useToast();
  const { account } = useCulver();
  const before = own.name ?? "";
  // What is not typed over is what the account has, which may come later, or from another device.
  const [typed, setTyped] = useState<string>();
  const name = typed ?? before;
  const [picture, setPicture] = useState<Blob>();
  const [busy, error, act] = useBusy();
  const renamed = name.trim() !== before;
  const changed = renamed || picture !== undefined;
  const save = (): void => {
    const profile = { ...(renamed ? { name: name.trim() } : {}), ...(picture === undefined ? {} : { picture }) };
    void act(() => account.setProfile(profile)).then((done) => {
      if (!done) return;
      setTyped(undefined);
      setPicture(undefined);
      toast({ text: text.settings.saved });
    });
  };
  return (
    <form
      className="card card-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) save();
      }}
    >
      <PicturePicker of={own.account} name={name} picture={own.picture} chosen={picture} onChoose={setPicture} />
      <Field
        label={text.settings.name}
        hint={text.settings.nameHint}
        error={error}
        value={name}
        maxLength={80}
        autoComplete="name"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" look="filled" busy={busy} disabled={!changed}>
        {text.common.save}
      </Button>
    </form>
  );
}

function HandleForm({ own }: { readonly own: OwnAccount }): ReactNode {
  const text = useText();
  const toast = useToast();
  const { account } = useCulver();
  const [typed, setTyped] = useState<string>();
  const handle = typed ?? own.handle ?? "";
  const [misformed, setMisformed] = useState(false);
  const [busy, error, act] = useBusy();
  const changed = handle !== (own.handle ?? "");
  const save = (): void => {
    if (handle !== "" && !isHandle(handle)) {
      setMisformed(true);
      return;
    }
    void act(() => account.setHandle(handle === "" ? undefined : handle)).then((done) => {
      if (!done) return;
      setTyped(undefined);
      toast({ text: text.settings.saved });
    });
  };
  return (
    <form
      className="card card-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) save();
      }}
    >
      <Field
        label={text.settings.handle}
        hint={`${text.settings.handleHint} ${text.settings.handleNone}`}
        error={misformed ? text.settings.handleForm : error}
        before="@"
        value={handle}
        maxLength={30}
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.currentTarget.value.trim().replace(/^@/, "").toLowerCase());
          setMisformed(false);
        }}
      />
      <Button type="submit" busy={busy} disabled={!changed}>
        {text.common.save}
      </Button>
    </form>
  );
}

function Ways(): ReactNode {
  const text = useText().settings;
  const attempt = useAttempt();
  const { account } = useCulver();
  const [asking, setAsking] = useState<"sign-out" | "delete">();
  const [busy, , act] = useBusy();
  const toast = useToast();
  const leave = (): Promise<unknown> =>
    attempt(
      account.signOut().then((reached) => {
        if (!reached) toast({ text: text.signedOutHere, tone: "danger" });
      }),
    );
  return (
    <div className="card">
      <button type="button" className="card-row" onClick={() => setAsking("sign-out")}>
        <Icon name="leave" />
        <span className="card-words">
          {text.signOut}
          <small>{text.signOutHint}</small>
        </span>
      </button>
      <button type="button" className="card-row card-row-danger" onClick={() => setAsking("delete")}>
        <Icon name="trash" />
        <span className="card-words">
          {text.deleteAccount}
          <small>{text.deleteHint}</small>
        </span>
      </button>
      {asking === "sign-out" && (
        <Confirm
          title={text.signOutTitle}
          action={text.signOut}
          busy={busy}
          onClose={() => setAsking(undefined)}
          onConfirm={() => void act(leave)}
        >
          {text.signOutText}
        </Confirm>
      )}
      {asking === "delete" && <DeleteDialog onClose={() => setAsking(undefined)} />}
    </div>
  );
}
