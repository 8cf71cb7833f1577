import type { Identifier } from "../../wire/identifiers.ts";
import type { Preferences } from "../culver.ts";
import type { Names, News } from "./news.ts";

/** What a notification holds for when it is clicked. */
export interface NotificationData {
  readonly conversation?: string;
}

/** What somebody sees: whether anything of Culver, and if so which conversation. */
export interface View {
  readonly visible: boolean;
  readonly conversation?: Identifier;
}

/** What is to be told, and how. */
export interface Telling {
  readonly news: readonly News[];
  readonly names: Names;
  readonly preferences: Preferences;
  /** Something else makes the sound. */
  readonly silent: boolean;
}

/** What of telling news a browser does for a page; of a test, what stands in for it. */
export interface NoticePort {
  /** Whether notifications can be shown: by a browser that has them, to a person who permits them. */
  permitted(): boolean;
  show(telling: Telling): Promise<void>;
  /** Tells of many messages at once, in the place of what it told so before. */
  gather(what: {
    readonly messages: number;
    readonly chats: number;
    readonly language: Preferences["language"];
  }): Promise<void>;
  /** What is shown now, by pages and by the worker. */
  shown(): Promise<readonly (NotificationData & { close(): void })[]>;
  /** Makes a quiet sound, where the browser lets this page. Answers whether one is or was just to be heard. */
  chime(): boolean;
  /** What is seen in this tab. */
  view(): View;
  /** What is seen in all tabs. */
  views(): Promise<readonly View[]>;
  /** Hears when what is seen in this tab changes. Answers how to stop. */
  watch(changed: () => void): () => void;
}
