import { useEffect, useState, type ReactNode } from "react";

import type { Device } from "../../client/culver.ts";
import { Confirm } from "../basics/dialog.tsx";
import { Skeleton } from "../basics/empty.tsx";
import { Field } from "../basics/field.tsx";
import { Icon } from "../basics/icon.tsx";
import { MenuButton } from "../basics/menu.tsx";
import { useToast } from "../basics/toast.tsx";
import { WorkDialog } from "../basics/work-dialog.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { useNow } from "../hooks/use-now.ts";
import { useTimes } from "../hooks/use-speech.ts";
import { isolate, tameName } from "../logic/names.ts";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";

/** Where one is signed in. */
export function DevicesPage(): ReactNode {
  const text = useText();
  const toast = useToast();
  const attempt = useAttempt();
  const { devices, preferences } = useCulver();
  const list = useLive(devices.list);
  const persistent = useLive(preferences.persistent);
  const [open, setOpen] = useState<{ readonly is: "rename" | "remove"; readonly device: Device }>();
  useEffect(() => {
    // What is shown meanwhile is what this device knew last.
    devices.refresh().catch(() => undefined);
  }, [devices]);
  const close = (): void => setOpen(undefined);
  const nameOf = (device: Device): string => tameName(device.name) ?? text.settings.deviceUnnamed;
  return (
    <Page title={text.settings.devices} back={{ is: "settings" }}>
      <p className="settings-intro">{text.settings.devicesText}</p>
      {list === undefined ? (
        <Skeleton rows={2} label={text.common.loading} />
      ) : (
        <ul className="card">
          {list.map((device) => (
            <DeviceRow
              key={device.device}
              device={device}
              name={nameOf(device)}
              onOpen={(is) => setOpen({ is, device })}
            />
          ))}
        </ul>
      )}
      {persistent !== undefined && (
        <>
          <h2 className="card-title">{text.settings.storage}</h2>
          <div className="card">
            <p className="card-row">
              <Icon name={persistent ? "check" : "info"} />
              <span className="card-words">
                {persistent ? text.settings.storageKept : text.settings.storageNotKept}
              </span>
            </p>
          </div>
        </>
      )}
      {open?.is === "rename" && <RenameDialog device={open.device} onClose={close} />}
      {open?.is === "remove" && (
        <Confirm
          title={text.settings.deviceRemoveTitle(isolate(nameOf(open.device)))}
          action={text.settings.deviceRemove}
          onClose={close}
          onConfirm={() => {
            close();
            void attempt(devices.remove(open.device.device)).then(
              (done) => done && toast({ text: text.settings.deviceRemoved }),
            );
          }}
        >
          {text.settings.deviceRemoveText}
        </Confirm>
      )}
    </Page>
  );
}

interface DeviceRowProps {
  readonly device: Device;
  readonly name: string;
  readonly onOpen: (what: "rename" | "remove") => void;
}

function DeviceRow({ device, name, onOpen }: DeviceRowProps): ReactNode {
  const text = useText().settings;
  const times = useTimes();
  const now = useNow();
  return (
    <li className="card-row">
      <Icon name="device" />
      <span className="card-words">
        <bdi className="one-line">{name}</bdi>
        <small>
          {device.current
            ? text.deviceCurrent
            : device.lastActiveAt === undefined
              ? text.deviceAdded(times.relative(device.createdAt, now))
              : text.deviceActive(times.relative(device.lastActiveAt, now))}
        </small>
      </span>
      <MenuButton
        label={`${text.deviceRename}, ${text.deviceRemove}: ${name}`}
        items={() => [
          { label: text.deviceRename, icon: "edit", act: () => onOpen("rename") },
          ...(device.current
            ? []
            : [{ label: text.deviceRemove, icon: "trash" as const, danger: true, act: () => onOpen("remove") }]),
        ]}
      />
    </li>
  );
}

function RenameDialog({ device, onClose }: { readonly device: Device; readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { devices } = useCulver();
  const [name, setName] = useState(device.name ?? "");
  return (
    <WorkDialog
      title={text.settings.deviceRenameTitle}
      action={text.common.save}
      ready={name.trim() !== ""}
      work={() => devices.rename(device.device, name.trim())}
      onClose={onClose}
    >
      {(error) => (
        <Field
          label={text.settings.deviceRenameTitle}
          labelUnseen
          data-first
          value={name}
          maxLength={60}
          error={error}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
    </WorkDialog>
  );
}
