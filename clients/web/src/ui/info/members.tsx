import { useState, type ReactNode } from "react";

import type { ConversationView, Identifier, Member, Role } from "../../client/culver.ts";
import { Avatar } from "../basics/avatar.tsx";
import { Confirm } from "../basics/dialog.tsx";
import { Icon } from "../basics/icon.tsx";
import { MenuButton, type MenuItem } from "../basics/menu.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { goTo } from "../hooks/use-route.ts";
import { callName, isolate, tameName } from "../logic/names.ts";
import { mayRemove, sortedMembers } from "../logic/roles.ts";
import { useText } from "../text/use-text.tsx";
import { AddDialog } from "./add-dialog.tsx";
import { SafetyDialog } from "./safety-dialog.tsx";

/** The members of a group: who they are, what they may do, and what one may do with them. */
export function Members({ view }: { readonly view: ConversationView }): ReactNode {
  const text = useText();
  const attempt = useAttempt();
  const { groups } = useCulver();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Member>();
  const [comparing, setComparing] = useState<Identifier>();
  const compared = view.members.find(({ person }) => person.account === comparing)?.person;
  const mayAdd = view.writable === true && view.ownRole !== "member";
  return (
    <>
      <h2 className="card-title">{text.chat.members(view.members.length)}</h2>
      <div className="card">
        {mayAdd && (
          <button type="button" className="card-row" onClick={() => setAdding(true)}>
            <Icon name="userPlus" />
            {text.info.addMembers}
          </button>
        )}
        <ul>
          {sortedMembers(view.members).map((member) => (
            <MemberRow
              key={member.person.account}
              view={view}
              member={member}
              onCompare={() => setComparing(member.person.account)}
              onRemove={() => setRemoving(member)}
            />
          ))}
        </ul>
      </div>
      {adding && <AddDialog view={view} onClose={() => setAdding(false)} />}
      {compared && <SafetyDialog person={compared} onClose={() => setComparing(undefined)} />}
      {removing && (
        <Confirm
          title={text.info.removeTitle(isolate(callName(removing.person.account, removing.person.name, text.common)))}
          action={text.common.remove}
          onClose={() => setRemoving(undefined)}
          onConfirm={() => {
            setRemoving(undefined);
            void attempt(groups.removeMember(view.id, removing.person.account));
          }}
        >
          {text.info.removeText}
        </Confirm>
      )}
    </>
  );
}

interface MemberRowProps {
  readonly view: ConversationView;
  readonly member: Member;
  readonly onCompare: () => void;
  readonly onRemove: () => void;
}

function MemberRow({ view, member, onCompare, onRemove }: MemberRowProps): ReactNode {
  const text = useText();
  const attempt = useAttempt();
  const { groups, conversations } = useCulver();
  const { person, role, invited } = member;
  const name = person.self ? text.common.you : callName(person.account, person.name, text.common);
  const owner = view.writable === true && view.ownRole === "owner";
  const become = (to: Role, label: string): readonly MenuItem[] =>
    owner && role !== to
      ? [{ label, icon: "user", act: () => void attempt(groups.setRole(view.id, person.account, to)) }]
      : [];
  const items = (): readonly MenuItem[] => [
    {
      label: text.info.message,
      icon: "chat",
      act: () =>
        void attempt(
          conversations.openDirect(person.account).then((conversation) => goTo({ is: "chat", conversation })),
        ),
    },
    { label: text.info.safety, icon: "shield", act: onCompare },
    ...become("owner", text.info.makeOwner),
    ...become("admin", text.info.makeAdmin),
    ...become("member", text.info.makeMember),
    ...(mayRemove(view, member)
      ? [{ label: text.info.removeMember, icon: "trash" as const, danger: true, apart: true, act: onRemove }]
      : []),
  ];
  return (
    <li className="member">
      <Avatar of={person.account} name={tameName(person.name)} picture={person.picture} size={36} />
      <span className="card-words">
        <bdi className="one-line">{name}</bdi>
        {person.verification === "changed" && !person.self && (
          <small className="info-changed one-line">{text.info.memberChanged}</small>
        )}
      </span>
      {invited && <span className="role role-invited">{text.info.invited}</span>}
      {role !== "member" && <span className="role">{text.info[role]}</span>}
      {!person.self && <MenuButton label={text.info.memberActions(isolate(name))} items={items} />}
    </li>
  );
}
