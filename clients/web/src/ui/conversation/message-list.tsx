import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";

import type { ConversationView } from "../../client/culver.ts";
import { Empty, Skeleton } from "../basics/empty.tsx";
import { Icon } from "../basics/icon.tsx";
import { useCulver } from "../hooks/use-culver.tsx";
import { useNow } from "../hooks/use-now.ts";
import { goTo } from "../hooks/use-route.ts";
import { useTimes } from "../hooks/use-speech.ts";
import { newcomers } from "../logic/announce.ts";
import { indexOfLine, prepended, rowsOf, type Row } from "../logic/lines.ts";
import { useText } from "../text/use-text.tsx";
import { LineRow } from "./line-row.tsx";
import { useLineCommands } from "./line-context.ts";
import { useLineKeys } from "./use-line-keys.ts";
import type { Newest } from "./use-newest.ts";
import type { ShownWindow } from "./use-window.ts";
import "./lines.css";

interface MessageListProps {
  readonly view: ConversationView;
  readonly title: string;
  readonly shown: ShownWindow;
  readonly at: string | undefined;
  readonly unreadFrom: string | undefined;
  readonly newest: Newest;
}

/** The lines of a conversation, from a window that grows at its ends. Keeps its place whatever is loaded. */
export function MessageList({ view, title, shown, at, unreadFrom, newest }: MessageListProps): ReactNode {
  const text = useText();
  const { window: lines } = shown;
  const rows = useMemo(() => (lines === undefined ? undefined : rowsOf(lines.lines, unreadFrom)), [lines, unreadFrom]);
  const label = view.kind === "group" ? text.chat.messagesGroup(title) : text.chat.messages(title);
  if (rows === undefined || lines === undefined) {
    return (
      <div className="lines">
        <Skeleton rows={6} label={text.common.loading} />
      </div>
    );
  }
  if (rows.length === 0) {
    return (
      <div className="lines">
        <Empty icon="lock" title={text.chat.begin}>
          {view.members.length === 1 ? text.chat.notesHint : text.chat.beginHint}
        </Empty>
      </div>
    );
  }
  return (
    <Lines
      label={label}
      rows={rows}
      view={view}
      shown={shown}
      older={lines.older}
      newer={lines.newer}
      at={at}
      newest={newest}
    />
  );
}

interface LinesProps {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly view: ConversationView;
  readonly shown: ShownWindow;
  readonly older: boolean;
  readonly newer: boolean;
  readonly at: string | undefined;
  readonly newest: Newest;
}

const near = 900;
const bottom = 48;
// For how long after a touch of wheel, finger or key a movement counts as somebody’s, in milliseconds.
const settled = 1500;

function Lines({ label, rows, view, shown, older, newer, at, newest }: LinesProps): ReactNode {
  const times = useTimes();
  const text = useText();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const stuck = useRef(at === undefined && !newer);
  const followed = useRef(newest.gone);
  const lastOffset = useRef(0);
  const touched = useRef(-Infinity);
  const [atEnd, setAtEnd] = useState(true);
  const [flash, setFlash] = useState(at);
  const [before, setBefore] = useState({ rows, shift: false });
  if (before.rows !== rows) setBefore({ rows, shift: prepended(before.rows, rows) > 0 });
  const lastKey = rows.at(-1)?.key;
  const [seen, setSeen] = useState(lastKey);
  if (atEnd && !newer && seen !== lastKey) setSeen(lastKey);
  const [active, setActive] = useState<string>();
  const activeIndex = Math.max(0, active === undefined ? rows.length - 1 : indexOfLine(rows, active));

  const opened = useRef(0);
  // By the element itself: exact, whatever has been measured by then.
  const toEnd = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, []);
  const showLine = useCallback(
    (key: string): void => {
      const index = indexOfLine(rows, key);
      if (index < 0) {
        goTo({ is: "chat", conversation: view.id, at: key });
        return;
      }
      stuck.current = false;
      virtual.current?.scrollToIndex(index, { align: "center" });
      setFlash(rows[index]?.key);
      setActive(key);
    },
    [rows, view.id],
  );

  // Where to begin: the line asked for, the first unread one, else the end, which is also what somebody left others for.
  const begin = (): void => {
    const wanted = at === undefined ? rows.findIndex((row) => row.is === "unread") : indexOfLine(rows, at);
    if (wanted < 0 || (at === undefined && newest.gone > 0)) toEnd();
    else {
      stuck.current = false;
      virtual.current?.scrollToIndex(wanted, {
        align: at === undefined ? "start" : "center",
        offset: at === undefined ? -64 : 0,
      });
    }
  };
  const beginOnce = useEffectEvent(begin);
  useLayoutEffect(() => {
    opened.current = performance.now();
    beginOnce();
  }, []);
  // Rows are measured after they were scrolled to, which moves what is above: so that place is held for a moment.
  const onResize = useEffectEvent((): void => {
    if (stuck.current) toEnd();
    else if (touched.current < opened.current && performance.now() - opened.current < settled) begin();
  });
  useEffect(() => {
    // Told after layout, when the list is as high as what has been measured.
    const observer = new ResizeObserver(() => onResize());
    for (const element of [scroller.current, scroller.current?.querySelector("ol")])
      if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const follow = useEffectEvent((): void => {
    if (newest.gone !== followed.current && !newer) stuck.current = true;
    followed.current = newest.gone;
    if (stuck.current) toEnd();
  });
  useLayoutEffect(() => follow(), [lastKey, newest.gone]);
  useEffect(() => {
    if (flash === undefined) return;
    const timer = setTimeout(() => setFlash(undefined), 2000);
    return () => clearTimeout(timer);
  }, [flash]);

  useEffect(() => {
    const element = scroller.current;
    const touch = (): void => {
      touched.current = performance.now();
    };
    const kinds = ["wheel", "touchmove", "pointerdown", "keydown"];
    for (const kind of kinds) element?.addEventListener(kind, touch, { passive: true });
    return () => {
      for (const kind of kinds) element?.removeEventListener(kind, touch);
    };
  }, []);

  useMarkRead(view, rows, virtual);
  const onScroll = (offset: number): void => {
    const list = virtual.current;
    if (list === null) return;
    const rest = list.scrollSize - offset - list.viewportSize;
    // Held at the end until somebody moves up: what is measured or loaded late must not let go of it.
    const up = offset < lastOffset.current - 1 && performance.now() - touched.current < settled;
    lastOffset.current = offset;
    if (rest < bottom && !newer) stuck.current = true;
    else if (up || !stuck.current) stuck.current = false;
    setAtEnd(stuck.current);
    if (older && offset < near) shown.older();
    if (newer && rest < near) shown.newer();
  };
  const commands = useLineCommands();
  useLineKeys(scroller, virtual, rows, activeIndex, setActive, commands);
  // A window that does not fill the room cannot be scrolled, so it would never grow.
  useEffect(() => {
    const element = scroller.current;
    if (older && element !== null && element.scrollHeight <= element.clientHeight + near) shown.older();
  }, [older, rows, shown]);

  const lines = shown.window?.lines;
  const missed = useMemo(() => (atEnd ? 0 : newcomers(lines ?? [], seen).length), [atEnd, lines, seen]);
  return (
    <div className="lines">
      <div ref={scroller} className="lines-scroller" role="region" aria-label={label} tabIndex={-1}>
        <div className="lines-space" />
        <Virtualizer
          ref={virtual}
          scrollRef={scroller}
          data={rows}
          as="ol"
          item="li"
          shift={before.shift}
          keepMounted={[activeIndex]}
          onScroll={onScroll}
        >
          {(row, index) => {
            switch (row.is) {
              case "day":
                return (
                  <h2 key={row.key} className="day">
                    <span>{times.day(row.at, now)}</span>
                  </h2>
                );
              case "unread":
                return (
                  <h2 key={row.key} className="unread-line">
                    <span>{text.chat.unreadLine}</span>
                  </h2>
                );
              case "line":
                return (
                  <LineRow
                    key={row.key}
                    line={row.line}
                    first={row.first}
                    last={row.last}
                    count={row.folded.length + 1}
                    group={view.kind === "group"}
                    active={index === activeIndex}
                    flash={row.key === flash}
                    onShow={showLine}
                  />
                );
            }
          }}
        </Virtualizer>
      </div>
      {(!atEnd || newer) && (
        <button
          type="button"
          className="to-latest"
          aria-label={missed > 0 ? text.chat.latestNew(missed) : text.chat.latest}
          onClick={newest.go}
        >
          <Icon name="down" />
          {missed > 0 && (
            <span className="badge" aria-hidden="true">
              {missed > 99 ? "99+" : missed}
            </span>
          )}
        </button>
      )}
    </div>
  );
}

const pause = 300;

/** Tells what the person has seen: the last line in sight, while the page is looked at. */
function useMarkRead(
  view: ConversationView,
  rows: readonly Row[],
  virtual: React.RefObject<VirtualizerHandle | null>,
): void {
  const { messages } = useCulver();
  const marked = useRef(-1);
  const mark = useEffectEvent((): void => {
    const list = virtual.current;
    if (list === null || document.visibilityState !== "visible" || !document.hasFocus()) return;
    let index = Math.min(rows.length - 1, list.findItemIndex(list.scrollOffset + list.viewportSize - 8));
    while (index >= 0 && rows[index]?.is !== "line") index -= 1;
    const row = rows[index];
    if (row?.is !== "line" || (row.line.at <= marked.current && view.unread === 0)) return;
    marked.current = Math.max(marked.current, row.line.at);
    messages.markRead(view.id, row.key).catch(() => {
      marked.current = -1;
    });
  });
  useEffect(() => {
    // Looking now and then is cheaper than at each step of scrolling, and covers every reason for which lines come into sight.
    const timer = setInterval(() => mark(), pause);
    return () => clearInterval(timer);
  }, []);
}
