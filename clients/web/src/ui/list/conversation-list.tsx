import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";

import type { ConversationSummary, Live } from "../../client/culver.ts";
import { ButtonLink } from "../basics/button.tsx";
import { Empty, Skeleton } from "../basics/empty.tsx";
import { Icon } from "../basics/icon.tsx";
import { useLive } from "../hooks/use-live.ts";
import { useNow } from "../hooks/use-now.ts";
import { useText } from "../text/use-text.tsx";
import { ConversationRow } from "./conversation-row.tsx";

interface ConversationListProps {
  readonly source: Live<readonly ConversationSummary[]>;
  readonly archived: boolean;
  readonly open: string | undefined;
  readonly level: 2 | 3;
  readonly archiveCount: number;
}

/** The rows of the list. One of them is reached by Tab, the others from there by the arrows. */
export function ConversationList({ source, archived, open, level, archiveCount }: ConversationListProps): ReactNode {
  const text = useText();
  const list = useLive(source);
  if (list === undefined) return <Skeleton rows={9} label={text.common.loading} />;
  if (list.length === 0 && archiveCount === 0) {
    return archived ? (
      <Empty icon="archive" level={level} title={text.list.emptyArchive}>
        {text.list.emptyArchiveHint}
      </Empty>
    ) : (
      <Empty
        icon="chat"
        level={level}
        title={text.list.empty}
        actions={
          <>
            <ButtonLink look="filled" href="#/new">
              {text.list.newChat}
            </ButtonLink>
            <ButtonLink href="#/me">{text.list.myCode}</ButtonLink>
          </>
        }
      >
        {text.list.emptyHint}
      </Empty>
    );
  }
  return <Rows list={list} open={open} archiveCount={archiveCount} />;
}

interface RowsProps {
  readonly list: readonly ConversationSummary[];
  readonly open: string | undefined;
  readonly archiveCount: number;
}

function Rows({ list, open, archiveCount }: RowsProps): ReactNode {
  const text = useText();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const [reached, setReached] = useState<string>();
  const [moves, setMoves] = useState(0);
  const at = Math.max(
    0,
    list.findIndex(({ id }) => id === (reached ?? open)),
  );

  useEffect(() => {
    if (moves > 0) scroller.current?.querySelector<HTMLElement>("[data-row][tabindex='0']")?.focus();
  }, [moves]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: list.length - 1,
      PageDown: at + 8,
      PageUp: at - 8,
    }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(list.length - 1, next));
    setReached(list[index]?.id);
    virtual.current?.scrollToIndex(index, { align: "nearest" });
    setMoves(moves + 1);
  };
  return (
    <div ref={scroller} className="list-scroller">
      <Virtualizer ref={virtual} data={list} as="ul" item="li" itemSize={72} keepMounted={[at]}>
        {(chat, index) => (
          <ConversationRow
            key={chat.id}
            chat={chat}
            open={chat.id === open}
            now={now}
            tabIndex={index === at ? 0 : -1}
            onKeyDown={onKeyDown}
            onFocus={() => setReached(chat.id)}
          />
        )}
      </Virtualizer>
      {archiveCount > 0 && (
        <a className="list-archive" href="#/archive">
          <Icon name="archive" size={20} />
          {text.list.archiveCount(archiveCount)}
        </a>
      )}
    </div>
  );
}
