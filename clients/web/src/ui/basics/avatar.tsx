import type { ReactNode } from "react";

import { initials, tint } from "../logic/names.ts";
import { isPictureUrl } from "../logic/safe-url.ts";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";
import "./avatar.css";

interface AvatarProps {
  /** What its tint is made of. */
  readonly of: string;
  readonly name?: string | undefined;
  readonly picture?: string | undefined;
  readonly group?: boolean;
  /** In pixels. */
  readonly size?: 28 | 36 | 48 | 96;
}

/** A picture, or initials on a tint. It stands beside a name and says nothing itself. */
export function Avatar({ of, name, picture, group = false, size = 48 }: AvatarProps): ReactNode {
  const letters = initials(name);
  const shown = picture !== undefined && isPictureUrl(picture);
  return (
    <span
      className={classes("avatar", `avatar-${size}`, group && "avatar-group", !shown && `avatar-tint-${tint(of, 7)}`)}
      aria-hidden="true"
    >
      {shown ? (
        <img src={picture} alt="" width={size} height={size} decoding="async" draggable={false} />
      ) : group ? (
        <Icon name="group" size={Math.round(size * 0.5)} />
      ) : (
        (letters ?? <Icon name="user" size={Math.round(size * 0.5)} />)
      )}
    </span>
  );
}
