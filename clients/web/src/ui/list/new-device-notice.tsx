import { useEffect, type ReactNode } from "react";

import { Button, ButtonLink } from "../basics/button.tsx";
import { Icon } from "../basics/icon.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { useNow } from "../hooks/use-now.ts";
import { useTimes } from "../hooks/use-speech.ts";
import { hrefOf } from "../logic/routes.ts";
import { isolate, tameName } from "../logic/names.ts";
import { useText } from "../text/use-text.tsx";
import "./new-device-notice.css";

const MINUTE = 60_000;

/** Says that the account has got a device, which reads along from then on, until somebody says that it is theirs. */
export function NewDeviceNotice(): ReactNode {
  const { settings, time } = useText();
  const times = useTimes();
  const now = useNow();
  const attempt = useAttempt();
  const { devices } = useCulver();
  const added = useLive(devices.added) ?? [];
  const newest = added.at(-1);
  const nameless = added.filter(({ name }) => name === undefined).map(({ device }) => device);
  const unnamed = nameless.join(" ");
  useEffect(() => {
    // Its name may have been told a moment after it came.
    if (unnamed !== "") devices.refresh().catch(() => undefined);
  }, [devices, unnamed]);
  return (
    <div role="status">
      {newest !== undefined && (
        <div className="new-device">
          <Icon name="device" />
          <p className="new-device-words">
            {added.length === 1
              ? settings.deviceNew(isolate(tameName(newest.name) ?? settings.deviceUnnamed))
              : settings.devicesNew(added.length)}
            {", "}
            {now - newest.createdAt < MINUTE ? time.justNow : times.relative(newest.createdAt, now)}
          </p>
          <div className="new-device-answers">
            <Button onClick={() => void attempt(devices.acknowledge(added.map(({ device }) => device)))}>
              {settings.deviceMine}
            </Button>
            <ButtonLink look="filled" href={hrefOf({ is: "settings", page: "devices" })}>
              {settings.devicesCheck}
            </ButtonLink>
          </div>
        </div>
      )}
    </div>
  );
}
