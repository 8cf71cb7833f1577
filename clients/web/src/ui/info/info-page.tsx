import { useState, type ReactNode } from "react";

import type { ConversationView, Identifier } from "../../client/culver.ts";
import { Avatar } from "../basics/avatar.tsx";
import { Button } from "../basics/button.tsx";
import { Confirm } from "../basics/dialog.tsx";
import { Empty, Skeleton } from "../basics/empty.tsx";
import { Icon } from "../basics/icon.tsx";
import { Switch } from "../basics/switch.tsx";
import { useToast } from "../basics/toast.tsx";
import { useAttempt, useConversation, useCulver, usePerson } from "../hooks/use-culver.tsx";
import { goTo } from "../hooks/use-route.ts";
import { handleBeside } from "../logic/names.ts";
import { titleOf } from "../logic/titles.ts";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";
import { GroupDialog } from "./group-dialog.tsx";
import "./info.css";
import { LifetimeRow } from "./lifetime-row.tsx";
import { Members } from "./members.tsx";
import { MuteRow } from "./mute-row.tsx";
import { SafetyDialog } from "./safety-dialog.tsx";

interface InfoPageProps {
  readonly conversation: Identifier;
  /** Beside the conversation rather than in its place. */
  readonly beside?: boolean;
}

/** What there is to know about a conversation, and to set. */
export function InfoPage({ conversation, beside = false }: InfoPageProps): ReactNode {
  const text = useText();
  const view = useConversation(conversation);
  return (
    <Page title={text.info.title} back={{ is: "chat", conversation }} beside={beside}>
      {view === undefined ? (
        <Skeleton rows={4} label={text.common.loading} />
      ) : view === null ? (
        <Empty icon="chat" title={text.chat.missing}>
          {text.chat.missingHint}
        </Empty>
      ) : (
        <Info view={view} />
      )}
    </Page>
  );
}

function Info({ view }: { readonly view: ConversationView }): ReactNode {
  const text = useText();
  const attempt = useAttempt();
  const { conversations } = useCulver();
  const [renaming, setRenaming] = useState(false);
  const title = titleOf(view, text);
  const group = view.kind === "group";
  const mayRename = group && view.writable === true && view.ownRole !== "member";
  return (
    <>
      <div className="info-head">
        <Avatar of={view.with ?? view.id} name={title} picture={view.picture} group={group} size={96} />
        <h2 className="info-title">
          <bdi>{title}</bdi>
        </h2>
        {view.with !== undefined && <Handle account={view.with} />}
        {mayRename && (
          <Button look="plain" icon="edit" onClick={() => setRenaming(true)}>
            {text.info.rename}
          </Button>
        )}
        <p className="info-lock">
          <Icon name="lock" size={15} />
          {text.info.encryption}
        </p>
      </div>
      {view.with !== undefined && <Safety account={view.with} />}
      <div className="card">
        <Switch
          label={text.info.pinned}
          checked={view.pinned}
          onChange={(pinned) => void attempt(conversations.setPinned(view.id, pinned))}
        />
        <Switch
          label={text.info.archived}
          checked={view.archived}
          onChange={(archived) => void attempt(conversations.setArchived(view.id, archived))}
        />
        <MuteRow view={view} />
        <LifetimeRow view={view} />
      </div>
      <p className="card-hint">{text.info.lifetimeHint}</p>
      {group && <Members view={view} />}
      <Ways view={view} title={title} />
      {renaming && <GroupDialog view={view} onClose={() => setRenaming(false)} />}
    </>
  );
}

function Handle({ account }: { readonly account: Identifier }): ReactNode {
  const person = usePerson(account);
  const handle = person && handleBeside(person);
  return handle === undefined ? null : <p className="info-handle">{handle}</p>;
}

function Safety({ account }: { readonly account: Identifier }): ReactNode {
  const text = useText().info;
  const person = usePerson(account);
  const [open, setOpen] = useState(false);
  if (person === undefined || person.self) return null;
  const { verification } = person;
  return (
    <div className="card">
      <button type="button" className="card-row" onClick={() => setOpen(true)}>
        <Icon name={verification === "verified" ? "shieldCheck" : "shield"} />
        <span className="card-words">
          {text.safety}
          <small className={`info-${verification}`}>{text[verification]}</small>
        </span>
        <Icon name="forward" size={18} />
      </button>
      {open && <SafetyDialog person={person} onClose={() => setOpen(false)} />}
    </div>
  );
}

type Question = "block" | "leave" | "remove";

/** The ways out: blocking, leaving, removing. */
function Ways({ view, title }: { readonly view: ConversationView; readonly title: string }): ReactNode {
  const text = useText();
  const toast = useToast();
  const attempt = useAttempt();
  const { people, groups, conversations } = useCulver();
  const [asking, setAsking] = useState<Question>();
  const { with: account } = view;
  const other = usePerson(account ?? "");
  const blockable = account !== undefined && other?.self !== true;
  const owners = view.members.filter((member) => member.role === "owner");
  const stuck = view.ownRole === "owner" && owners.length === 1 && view.members.length > 1;
  const answer = (question: Question): void => {
    setAsking(undefined);
    if (question === "block" && account !== undefined) void attempt(people.block(account));
    if (question === "leave") void attempt(groups.leave(view.id));
    if (question === "remove") {
      void attempt(conversations.remove(view.id)).then((done) => {
        if (!done) return;
        toast({ text: text.list.removed });
        goTo({ is: "list" }, "replace");
      });
    }
  };
  const questions = {
    block: [text.info.blockTitle(title), text.info.blockText, text.info.block],
    leave: [text.info.leaveTitle, text.info.leaveText, text.info.leave],
    remove: [text.list.removeTitle, text.list.removeText, text.common.remove],
  } as const;
  return (
    <>
      <div className="card">
        {blockable && !view.blocked && (
          <button type="button" className="card-row card-row-danger" onClick={() => setAsking("block")}>
            <Icon name="block" />
            {text.info.block}
          </button>
        )}
        {blockable && view.blocked && (
          <button type="button" className="card-row" onClick={() => void attempt(people.unblock(account))}>
            <Icon name="block" />
            {text.info.unblock}
          </button>
        )}
        {view.kind === "group" && view.writable === true && (
          <button
            type="button"
            className="card-row card-row-danger"
            onClick={() => {
              if (stuck) toast({ text: text.info.lastOwner, tone: "danger" });
              else setAsking("leave");
            }}
          >
            <Icon name="leave" />
            {text.info.leave}
          </button>
        )}
        <button type="button" className="card-row card-row-danger" onClick={() => setAsking("remove")}>
          <Icon name="trash" />
          {text.info.removeChat}
        </button>
      </div>
      {asking !== undefined && (
        <Confirm
          title={questions[asking][0]}
          action={questions[asking][2]}
          onClose={() => setAsking(undefined)}
          onConfirm={() => answer(asking)}
        >
          {questions[asking][1]}
        </Confirm>
      )}
    </>
  );
}
