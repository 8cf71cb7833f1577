import {
  lazy,
  Suspense,
  useEffect,
  useEffectEvent,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from "react";

import type { ConversationView, Line } from "../../client/culver.ts";
import { IconButton } from "../basics/button.tsx";
import { useToast } from "../basics/toast.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useMedia } from "../hooks/use-now.ts";
import { leave } from "../hooks/use-route.ts";
import { acceptFiles } from "../logic/files.ts";
import { useText } from "../text/use-text.tsx";
import { AttachedFiles } from "./attached-files.tsx";
import { Banner } from "./banner.tsx";
import "./composer.css";
import { longest, TooLong } from "./too-long.tsx";
import type { ComposerMode, KeptAside } from "./use-aside.tsx";
import { useDraft } from "./use-draft.ts";
import { useInsert } from "./use-insert.ts";

const EmojiDialog = lazy(() =>
  import("../conversation/emoji-dialog.tsx").then((module) => ({ default: module.EmojiDialog })),
);
const Recorder = lazy(() => import("./recorder.tsx").then((module) => ({ default: module.Recorder })));

interface ComposerProps {
  readonly view: ConversationView;
  readonly title: string;
  readonly mode: ComposerMode;
  readonly onMode: KeptAside["setMode"];
  readonly files: readonly File[];
  readonly onFiles: KeptAside["setFiles"];
  /** Something new goes out: it is to be seen. */
  readonly onSend: () => void;
  readonly lines: readonly Line[] | undefined;
  readonly focusAtOnce: boolean;
}

/** Where one writes. Grows with the text to eight lines; keeps what was written when one goes elsewhere. */
export function Composer(props: ComposerProps): ReactNode {
  const { view, title, mode, onMode, files, onFiles, onSend, lines, focusAtOnce } = props;
  const text = useText();
  const toast = useToast();
  const attempt = useAttempt();
  const { messages } = useCulver();
  const touch = useMedia("(pointer: coarse)");
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { words, setWords, hand } = useDraft(view);
  const [recording, setRecording] = useState(false);
  const [picking, setPicking] = useState(false);
  const [edited, setEdited] = useState<{ readonly key: string; readonly text: string }>();
  const editing = mode.is === "edit" ? mode.line : undefined;
  if (editing !== undefined && edited?.key !== editing.key) setEdited({ key: editing.key, text: textOf(editing) });
  if (editing === undefined && edited !== undefined) setEdited(undefined);
  const value = edited === undefined ? words : edited.text;
  const hint = useId();
  const excess = value.trim().length - longest;

  const accepted = useMemo(() => acceptFiles(files, text.composer), [files, text]);
  const tell = useEffectEvent(() => {
    if (accepted.refused === undefined) return;
    toast({ text: accepted.refused, tone: "danger" });
    onFiles(accepted.files);
  });
  useEffect(() => tell(), [accepted]);

  useEffect(() => {
    if (focusAtOnce && !touch) field.current?.focus({ preventScroll: true });
  }, [focusAtOnce, touch]);
  useEffect(() => {
    if (mode.is !== "plain") field.current?.focus({ preventScroll: true });
  }, [mode]);
  useEffect(() => fit(field.current), [value]);

  const write = (next: string): void => {
    if (edited === undefined) {
      setWords(next);
      if (next !== "") messages.typing(view.id);
    } else setEdited({ ...edited, text: next });
  };
  const insert = useInsert(field, value, write);

  const stop = (): void => onMode({ is: "plain" });
  // As it is when an answer comes.
  const now = useRef(mode);
  useEffect(() => {
    now.current = mode;
  }, [mode]);
  /** What went with a text that could not be stored; perhaps one is elsewhere by then. */
  const takeBack = (sent: readonly File[], was: ComposerMode): void => {
    if (sent.length > 0) onFiles((since) => [...sent, ...since]);
    onMode((since) => (since.is === "plain" ? was : since));
  };
  const send = (): void => {
    const trimmed = value.trim();
    if (excess > 0) return;
    if (editing !== undefined) {
      if (trimmed === "") return;
      if (trimmed !== textOf(editing)) {
        void attempt(messages.edit(view.id, editing.key, trimmed)).then((stored) => {
          if (stored || now.current.is !== "plain") return;
          setEdited({ key: editing.key, text: trimmed });
          onMode(mode);
        });
      }
      stop();
      return;
    }
    if (trimmed === "" && accepted.files.length === 0) return;
    const draft = {
      text: trimmed,
      ...(accepted.files.length === 0 ? {} : { files: accepted.files }),
      ...(mode.is === "reply" ? { reply: mode.line.key } : {}),
    };
    const sent = accepted.files;
    const storing = attempt(messages.send(view.id, draft)).then((stored) => {
      if (!stored) takeBack(sent, mode);
      return stored;
    });
    hand(trimmed, storing);
    onSend();
    onFiles([]);
    stop();
    field.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey && (!touch || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && mode.is !== "plain") {
      event.preventDefault();
      stop();
    } else if (event.key === "Escape" && value === "" && accepted.files.length === 0) {
      // Here, too, it leads back, unless somebody has begun something.
      event.preventDefault();
      leave();
    } else if (event.key === "ArrowUp" && value === "" && mode.is === "plain") {
      const last = (lines ?? []).findLast((line) => line.own && textOf(line) !== "");
      if (last === undefined) return;
      event.preventDefault();
      onMode({ is: "edit", line: last });
    }
  };
  const empty = value.trim() === "" && accepted.files.length === 0;
  if (recording) {
    return (
      <Suspense>
        <Recorder
          onClose={() => setRecording(false)}
          onDone={(file) => {
            setRecording(false);
            const reply = mode.is === "reply" ? { reply: mode.line.key } : {};
            stop();
            onSend();
            void attempt(messages.send(view.id, { text: "", files: [file], voice: true, ...reply })).then((stored) => {
              // Nobody wants to say it once more.
              if (!stored) takeBack([file], mode);
            });
          }}
        />
      </Suspense>
    );
  }
  return (
    <>
      <form
        className="composer"
        aria-label={text.composer.label}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {mode.is !== "plain" && <Banner mode={mode} onStop={stop} />}
        {accepted.files.length > 0 && editing === undefined && (
          <AttachedFiles files={accepted.files} onFiles={onFiles} />
        )}
        <div className="composer-line">
          {editing === undefined && (
            <>
              <IconButton icon="attach" label={text.composer.attach} onClick={() => picker.current?.click()} />
              <input
                ref={picker}
                type="file"
                multiple
                hidden
                aria-label={text.composer.attach}
                onChange={(event) => {
                  onFiles([...files, ...(event.currentTarget.files ?? [])]);
                  event.currentTarget.value = "";
                  field.current?.focus();
                }}
              />
            </>
          )}
          <IconButton
            icon="smile"
            label={text.composer.emoji}
            aria-haspopup="dialog"
            onClick={() => setPicking(true)}
          />
          <textarea
            ref={field}
            className="composer-field"
            rows={1}
            dir="auto"
            value={value}
            aria-label={`${text.composer.label}: ${title}`}
            placeholder={text.composer.placeholder}
            enterKeyHint={touch ? "enter" : "send"}
            aria-invalid={excess > 0}
            aria-describedby={excess > 0 ? hint : undefined}
            onKeyDown={onKeyDown}
            onChange={(event) => write(event.currentTarget.value)}
            onPaste={(event) => {
              const pasted = [...event.clipboardData.files];
              if (pasted.length === 0 || editing !== undefined) return;
              event.preventDefault();
              onFiles([...files, ...pasted]);
            }}
          />
          {!empty || editing !== undefined ? (
            <IconButton
              type="submit"
              look="filled"
              icon={editing === undefined ? "send" : "check"}
              label={editing === undefined ? text.composer.send : text.composer.saveEdit}
              disabled={empty || excess > 0}
            />
          ) : (
            <IconButton icon="microphone" label={text.composer.record} onClick={() => setRecording(true)} />
          )}
        </div>
        <TooLong id={hint} by={excess} />
      </form>
      {/* Beside the form: it has one of its own. */}
      {picking && (
        <Suspense>
          <EmojiDialog
            onClose={() => setPicking(false)}
            onPick={(emoji) => {
              setPicking(false);
              insert(emoji);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function textOf(line: Line): string {
  return line.body.is === "text" || line.body.is === "media" ? (line.body.text ?? "") : "";
}

/** Makes the field as high as its text; the style sheet bounds it. */
function fit(field: HTMLTextAreaElement | null): void {
  if (field === null) return;
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}
