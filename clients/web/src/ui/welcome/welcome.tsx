import type { ReactNode } from "react";

import { ButtonLink } from "../basics/button.tsx";
import { Icon, type IconName } from "../basics/icon.tsx";
import { useText } from "../text/use-text.tsx";
import { Emblem } from "./emblem.tsx";
import "./welcome.css";

const icons: readonly IconName[] = ["lock", "device", "download"];

/** For somebody who has not signed in here: what Culver is, and how to begin. */
export function Welcome(): ReactNode {
  const text = useText().welcome;
  return (
    <main className="welcome">
      <div className="welcome-column">
        <Emblem />
        <h1>{text.title}</h1>
        <p className="welcome-claim">{text.claim}</p>
        <ButtonLink look="filled" wide href="sign-in.html">
          {text.signIn}
        </ButtonLink>
        <p className="welcome-hint">{text.signInHint}</p>
        <ul className="welcome-points">
          {text.points.map(([title, words], index) => (
            <li key={title}>
              <span className="welcome-icon">
                <Icon name={icons[index] ?? "lock"} />
              </span>
              <span>
                <strong>{title}</strong>
                <span>{words}</span>
              </span>
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
}
