import type { Identifier } from "../../wire/identifiers.ts";
import type { Picture } from "../history/content.ts";
import type { ListedDevice } from "../ports.ts";

/** A device that was listed. Its keys are kept after its removal: what it signed before stays genuine. */
export interface KnownDevice extends ListedDevice {
  readonly removed: boolean;
}

/** A device of this account, as its owner sees it. Times in milliseconds. */
export interface OwnDevice {
  readonly device: Identifier;
  readonly name?: string;
  readonly current: boolean;
  readonly addedAt: number;
}

/** What is stored of an account. */
export interface PersonRow {
  readonly account: Identifier;
  readonly handle?: string;
  /** 32 bytes, base64. */
  readonly profileKey?: string;
  readonly name?: string;
  readonly picture?: Picture;
  /** When the server was last asked because neither name nor handle was known, or because the key was told. */
  readonly lookedAt?: number;
  /** The key was told since; the server has not been asked yet. */
  readonly told?: boolean;
  /** The safety number that was compared. */
  readonly verified?: string;
  /** It was compared, and devices have changed since. */
  readonly changed?: boolean;
  /** Absent if they were never asked for. */
  readonly devices?: readonly KnownDevice[];
  /** What of them has changed and conversations are not told of yet, and when that was seen. */
  readonly untold?: {
    readonly at: number;
    readonly added: readonly Identifier[];
    readonly removed: readonly Identifier[];
  };
}

/** What to call somebody, as far as it is known. */
export const calledOf = ({ name, handle }: Pick<PersonRow, "name" | "handle">): string | undefined =>
  name ?? (handle === undefined ? undefined : `@${handle}`);

export const currentDevices = (person: PersonRow | undefined): KnownDevice[] =>
  (person?.devices ?? []).filter((device) => !device.removed);
