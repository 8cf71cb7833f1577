import type { ReactNode } from "react";

import { Avatar } from "../basics/avatar.tsx";
import { Button, ButtonLink } from "../basics/button.tsx";
import { Skeleton } from "../basics/empty.tsx";
import { Qr } from "../basics/qr.tsx";
import { useToast } from "../basics/toast.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { linkTo } from "../logic/who.ts";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";
import "./begin.css";

/** The code and link that lead others to oneself. */
export function MePage(): ReactNode {
  const text = useText();
  const toast = useToast();
  const attempt = useAttempt();
  const own = useLive(useCulver().account.own);
  if (own === undefined) {
    return (
      <Page title={text.me.title} back={{ is: "list" }}>
        <Skeleton rows={2} label={text.common.loading} />
      </Page>
    );
  }
  const link = linkTo(own.handle ?? own.account, window.location);
  const copy = (): void =>
    void attempt(navigator.clipboard.writeText(link)).then((done) => done && toast({ text: text.common.copied }));
  return (
    <Page title={text.me.title} back={{ is: "list" }}>
      <div className="me">
        <Avatar of={own.account} name={own.name} picture={own.picture} size={96} />
        {own.name !== undefined && (
          <h2>
            <bdi>{own.name}</bdi>
          </h2>
        )}
        {own.handle !== undefined && <p>@{own.handle}</p>}
        <Qr text={link} label={text.me.code} />
        <p>{text.me.hint}</p>
        <p className="me-link" dir="ltr">
          {link}
        </p>
        <div className="me-actions">
          <Button look="filled" icon="copy" onClick={copy}>
            {text.me.copyLink}
          </Button>
          {"share" in navigator && (
            <Button icon="share" onClick={() => void navigator.share({ url: link }).catch(() => undefined)}>
              {text.common.share}
            </Button>
          )}
        </div>
        {own.handle === undefined && (
          <>
            <p>{text.me.noHandle}</p>
            <ButtonLink href="#/settings/account">{text.me.setHandle}</ButtonLink>
          </>
        )}
      </div>
    </Page>
  );
}
