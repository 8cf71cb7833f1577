/** Bounds that more than one part of the client has to know (contract/README.md, "Limits"). */

export const GROUP_MEMBERS = 250;
/** Accounts that one change of a group, or its creation, names. */
export const ACCOUNTS_OF_A_CHANGE = 40;
/** Members of a conversation whose receipts are told unasked. */
export const MEMBERS_TOLD_UNASKED = 10;
export const FILES_OF_A_MESSAGE = 10;
/** Bytes. */
export const FILE = 104_857_600;
/** People, or conversations, that one message tells of (contract/schemas/content.json, "known"). */
export const KNOWN_AT_ONCE = 250;
/** Characters of a group's title. */
export const TITLE = 256;
