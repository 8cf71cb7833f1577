import { useId, type ReactNode } from "react";

import type { Line } from "../../client/culver.ts";
import { Avatar } from "../basics/avatar.tsx";
import { Button, IconButton } from "../basics/button.tsx";
import { classes } from "../basics/classes.ts";
import { Icon } from "../basics/icon.tsx";
import { useNow } from "../hooks/use-now.ts";
import { usePerson } from "../hooks/use-culver.tsx";
import { excerptOf, nameIn, type Speech } from "../logic/describe.ts";
import { isEmojiAlone } from "../logic/links.ts";
import { tint } from "../logic/names.ts";
import { Attachments } from "../media/attachments.tsx";
import { useText } from "../text/use-text.tsx";
import { DeliveryMark } from "./delivery-mark.tsx";
import { useLineCommands } from "./line-context.ts";
import { Reactions } from "./reactions.tsx";
import { TextContent } from "./text-content.tsx";
import "./bubble.css";
import "./doing.css";

export interface BubbleProps {
  readonly line: Line;
  readonly first: boolean;
  readonly last: boolean;
  readonly group: boolean;
  /** Whether it is the one that Tab leads to. */
  readonly active: boolean;
  /** Draws the eye to it. */
  readonly flash: boolean;
  readonly onShow: (key: string) => void;
  readonly speech: Speech;
}

/** A message. Its own controls are reached by Tab when it is the active one. */
export function Bubble(props: BubbleProps): ReactNode {
  const { line, first, last, group, active, flash, onShow, speech } = props;
  const label = useId();
  const { body } = line;
  const inner = active ? 0 : -1;
  const text = body.is === "text" || body.is === "media" ? body.text : undefined;
  const large = body.is === "text" && line.reply === undefined && isEmojiAlone(body.text);
  const gone = body.is === "deleted";
  const theirs = group && !line.own;
  return (
    <div
      data-line={line.key}
      role="article"
      aria-labelledby={label}
      tabIndex={inner}
      className={classes(
        "message",
        line.own ? "message-own" : "message-theirs",
        first && "message-first",
        last && "message-last",
        flash && "flash",
      )}
    >
      <span id={label} className="unseen">
        <Spoken line={line} speech={speech} />
      </span>
      {theirs && <span className="message-face">{last && <Face account={line.author} />}</span>}
      <div
        className={classes(
          "bubble",
          large && "bubble-large",
          gone && "bubble-gone",
          body.is === "media" && "bubble-media",
        )}
      >
        {theirs && first && !large && (
          <span className={`bubble-author bubble-author-${tint(line.author, 7)}`} aria-hidden="true">
            {nameIn(speech, line.author)}
          </span>
        )}
        {line.reply && <Quote line={line} reply={line.reply} speech={speech} tabIndex={inner} onShow={onShow} />}
        {body.is === "media" && <Attachments line={line} files={body.files} tabIndex={inner} />}
        {gone ? (
          <span className="bubble-text">
            <Icon name="block" size={15} /> {line.own ? speech.text.chat.deletedOwn : speech.text.chat.deleted}
            <Meta line={line} speech={speech} />
          </span>
        ) : (
          <div className={classes("bubble-text", (text === undefined || text === "") && "bubble-textless")} dir="auto">
            {text !== undefined && text !== "" && <TextContent text={text} tabIndex={inner} />}
            <Meta line={line} speech={speech} />
          </div>
        )}
        {!gone && <Tools line={line} tabIndex={inner} />}
      </div>
      {line.reactions.length > 0 && <Reactions line={line} speech={speech} tabIndex={inner} />}
      {line.state === "failed" && <Failed line={line} tabIndex={inner} />}
    </div>
  );
}

function Spoken({ line, speech }: { readonly line: Line; readonly speech: Speech }): ReactNode {
  return `${nameIn(speech, line.author)}, ${speech.times.clock(line.at)}`;
}

function Face({ account }: { readonly account: string }): ReactNode {
  const person = usePerson(account);
  return <Avatar of={account} name={person?.name} picture={person?.picture} size={28} />;
}

function Meta({ line, speech }: { readonly line: Line; readonly speech: Speech }): ReactNode {
  const { text, times } = speech;
  return (
    <span className="meta">
      {line.edited === true && <span>{text.chat.edited}</span>}
      {line.lifetime !== undefined && <Lifetime line={line} speech={speech} />}
      <time dateTime={new Date(line.at).toISOString()} title={times.full(line.at)}>
        {times.clock(line.at)}
      </time>
      {line.own && line.state !== undefined && <DeliveryMark state={line.state} />}
    </span>
  );
}

function Lifetime({ line, speech }: { readonly line: Line; readonly speech: Speech }): ReactNode {
  // Often enough that its last minutes are told as such.
  const now = useNow(15_000);
  const { text, times } = speech;
  const words =
    line.disappearsAt === undefined
      ? text.chat.disappearing(times.span(line.lifetime ?? 0))
      : text.chat.disappears(times.until(line.disappearsAt, now));
  return (
    <span title={words}>
      <Icon name="hourglass" size={12} />
      <span className="unseen">{words}</span>
    </span>
  );
}

interface QuoteProps {
  readonly line: Line;
  readonly reply: NonNullable<Line["reply"]>;
  readonly speech: Speech;
  readonly tabIndex: 0 | -1;
  readonly onShow: (key: string) => void;
}

function Quote({ reply, speech, tabIndex, onShow }: QuoteProps): ReactNode {
  const { chat } = speech.text;
  const { author, body } = reply;
  const here = body !== undefined;
  return (
    <button
      type="button"
      className="quote"
      tabIndex={tabIndex}
      disabled={!here}
      title={here ? chat.jumpTo : undefined}
      onClick={() => onShow(reply.key)}
    >
      <span className="quote-author one-line">{nameIn(speech, author)}</span>
      <bdi className="quote-text">
        {here ? excerptOf({ author, body, own: author === speech.self }, speech) : chat.replyGone}
      </bdi>
    </button>
  );
}

function Tools({ line, tabIndex }: { readonly line: Line; readonly tabIndex: 0 | -1 }): ReactNode {
  const text = useText().chat;
  const commands = useLineCommands();
  return (
    <span className="tools">
      <IconButton
        icon="smile"
        size={18}
        label={text.react}
        tabIndex={tabIndex}
        onClick={(event) => commands.pickReaction(line, event.currentTarget)}
      />
      <IconButton
        icon="menu"
        size={18}
        label={text.messageActions}
        aria-haspopup="menu"
        tabIndex={tabIndex}
        onClick={(event) => commands.openMenu(line, event.currentTarget)}
      />
    </span>
  );
}

function Failed({ line, tabIndex }: { readonly line: Line; readonly tabIndex: 0 | -1 }): ReactNode {
  const { chat: text, failures } = useText();
  const commands = useLineCommands();
  const { unprepared } = line;
  const again = unprepared?.again !== false;
  return (
    <span className="failed">
      <Icon name="failed" size={16} />
      {unprepared === undefined
        ? text.failedHint
        : unprepared.why === "interrupted"
          ? text.interrupted
          : failures[unprepared.why]}
      {!again && ` ${text.attachAgain}`}
      {again && (
        <Button look="plain" tabIndex={tabIndex} onClick={() => commands.retry(line)}>
          {text.retry}
        </Button>
      )}
      <Button look="danger-plain" tabIndex={tabIndex} onClick={() => commands.discard(line)}>
        {text.discard}
      </Button>
    </span>
  );
}
