import type { ReactNode } from "react";

/** Outlines on a grid of 24, drawn with a stroke of 1.8. */
const paths = {
  archive: "M4 5h16v4H4zM5.5 9v9.5a1 1 0 0 0 1 1h11a1 1 0 0 0 1-1V9M10 13h4",
  attach: "m19 11-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-8 8a1.6 1.6 0 0 1-2.2-2.3l7-7",
  back: "M15 5l-7 7 7 7",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5a2.2 2.2 0 0 0 4 0",
  bellOff: "M4 4l16 16M8 6.6A6 6 0 0 1 18 11v3.5M6 10v6l-1.5 2H17M10 20.5a2.2 2.2 0 0 0 4 0",
  block: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12",
  camera: "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 10a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z",
  chat: "M4 5.5h16v11H11l-4.5 3.5v-3.5H4z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 7.5V12l3 2",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9",
  device: "M4 5h16v10.5H4zM9 19.5h6M12 15.5v4",
  down: "M6 9.5l6 6 6-6",
  download: "M12 4v10.5M7.5 10.5 12 15l4.5-4.5M5 19.5h14",
  edit: "M5 19l1-4L16.5 4.5l3 3L9 18zM14.5 6.5l3 3",
  failed: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v5M12 16v.01",
  file: "M7 3.5h7l4 4v13H7zM14 3.5v4h4",
  forward: "M9 5l7 7-7 7",
  group:
    "M9 5.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3.5 19a5.5 5.5 0 0 1 11 0M15.5 5.8a3 3 0 0 1 0 5.4M17 13.9A5.5 5.5 0 0 1 20.5 19",
  hourglass: "M7 4h10M7 20h10M8 4c0 4.5 4 5 4 8s-4 3.5-4 8M16 4c0 4.5-4 5-4 8s4 3.5 4 8",
  info: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 11v5M12 8v.01",
  keyboard: "M3.5 7h17v10.5h-17zM7 10.5v.01M10.3 10.5v.01M13.7 10.5v.01M17 10.5v.01M8 14.3h8",
  leave: "M13 5H5.5v14H13M10 12h10M16.5 8.5 20 12l-3.5 3.5",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
  lock: "M6 11h12v8.5H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  menu: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  microphone:
    "M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3",
  newChat: "M19 12.5v7H5v-14h7M10 14l.6-2.9L18 3.7l2.3 2.3-7.4 7.4z",
  offline:
    "M4 4l16 16M5 9.5a11 11 0 0 1 3.4-2M12 6.5a11 11 0 0 1 7 3M8 13a6.5 6.5 0 0 1 2.5-1.3M15.5 12.7l.5.300M12 17.5v.01",
  palette:
    "M12 4a8 8 0 1 0 0 16c1.5 0 1.8-1 1.3-2-.6-1.3.200-2.5 1.7-2.5h2.2A2.8 2.8 0 0 0 20 12.7C20 7.9 16.4 4 12 4zM8 12v.01M9.8 8.5v.01M14 8v.01",
  pause: "M9 6v12M15 6v12",
  pin: "M9 4h6l-.7 6 2.7 3v1.5H7V13l2.7-3zM12 14.5V20",
  play: "M8 5.5v13l10.5-6.5z",
  plus: "M12 5v14M5 12h14",
  qr: "M4.5 4.5h5v5h-5zM14.5 4.5h5v5h-5zM4.5 14.5h5v5h-5zM14.5 14.5h2v2h-2zM19 14.5v.01M19 19v.01M14.5 19.5h2",
  reply: "M9.5 6 4 11.5 9.5 17M4 11.5h9a6.5 6.5 0 0 1 6.5 6.5",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20",
  send: "M12 19.5v-15M5.5 11 12 4.5l6.5 6.5",
  settings:
    "M4 7h9M17.5 7H20M4 17h2.5M11 17h9M15.25 4.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM8.75 14.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z",
  share: "M12 15V4M8 7.5 12 3.5l4 4M5.5 11.5v8h13v-8",
  shield: "M12 3.5 5 6v5.5c0 4.3 2.8 7.3 7 9 4.2-1.7 7-4.7 7-9V6z",
  shieldCheck: "M12 3.5 5 6v5.5c0 4.3 2.8 7.3 7 9 4.2-1.7 7-4.7 7-9V6zM9 12l2.2 2.2L15.2 10",
  smile: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM9 10v.01M15 10v.01M8.5 14a4.2 4.2 0 0 0 7 0",
  trash: "M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v5.5M13.5 10.5v5.5",
  unread: "M4 5.5h9M20 10v6.5h-9L6.5 20v-3.5H4v-11M18.5 3.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  user: "M12 4.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4zM5 20a7 7 0 0 1 14 0",
  userPlus: "M10 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM3.5 19.5a6.5 6.5 0 0 1 13 0M18.5 8v6M15.5 11h6",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof paths;

/** An icon that says nothing itself: what it stands beside, or the button it is in, has the words. */
export function Icon({ name, size = 22 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  const flips = name === "back" || name === "forward" || name === "reply" || name === "leave";
  return (
    <svg
      className={flips ? "icon icon-flips" : "icon"}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "menu" ? 3 : 1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
