import { useState, type ReactNode } from "react";

import { Button } from "../basics/button.tsx";
import { Dialog } from "../basics/dialog.tsx";
import { Field } from "../basics/field.tsx";
import { isEmojiAlone } from "../logic/links.ts";
import { useText } from "../text/use-text.tsx";
import "./doing.css";
import { EmojiGrid } from "./emoji-grid.tsx";

const groups = {
  faces:
    "😀 😃 😄 😁 😆 😅 🤣 😂 🙂 🙃 😉 😊 😇 🥰 😍 🤩 😘 😋 😜 🤪 🤗 🤭 🤫 🤔 🤐 😐 😏 😒 🙄 😬 😌 😔 😴 😷 🤒 🥵 🥶 🥴 😵 🤯 🥳 😎 🤓 😕 😟 😮 😳 🥺 😨 😰 😢 😭 😱 😩 😤 😡 🤬 💀 🤡 👻 👽 🤖",
  hands: "👋 🤚 ✋ 👌 🤏 ✌️ 🤞 🤟 🤘 👈 👉 👆 👇 👍 👎 ✊ 👏 🙌 🤝 🙏 💪 👀 🧠 ❤️ 🧡 💛 💚 💙 💜 🖤 🤍 💔 💕 💯",
  nature:
    "🐶 🐱 🐭 🐰 🦊 🐻 🐼 🐨 🦁 🐮 🐷 🐸 🐵 🐔 🐧 🦉 🐝 🦋 🐢 🐙 🐬 🐳 🌲 🌵 🌷 🌻 🍀 🍁 🍄 🌞 🌙 ⭐ 🌈 ☁️ ⛄ 🔥 💧 🌊",
  food: "🍎 🍌 🍇 🍓 🍒 🥑 🥦 🌽 🥕 🥐 🍞 🧀 🥚 🥓 🍔 🍟 🍕 🌮 🍜 🍣 🍪 🎂 🍰 🍫 🍿 ☕ 🍵 🍺 🍷 🥂",
  things: "🎉 🎁 🎈 ⚽ 🏀 🎾 🏆 🎮 🎨 🎵 🎸 🚲 🚗 🚆 ✈️ 🚀 ⛵ 🏠 ⛺ 🏖️ ⛰️ 💡 📷 📞 💻 📚 ✏️ 🔑 🔒 ⏰ 💰 🧳",
  signs: "✅ ❌ ❓ ❗ ⚠️ ➕ 🔴 🟠 🟡 🟢 🔵 🟣 💤 ♻️ 🏳️‍🌈 🆗 🔝 🆕",
} as const;

/** All kinds of emoji, and a field for any other. */
export function EmojiDialog({
  onPick,
  onClose,
}: {
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const text = useText();
  const [typed, setTyped] = useState("");
  const usable = isEmojiAlone(typed);
  return (
    <Dialog title={text.emoji.title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (usable) onPick(typed.trim());
        }}
      >
        <Field
          label={text.emoji.field}
          hint={text.emoji.hint}
          value={typed}
          maxLength={60}
          onChange={(event) => setTyped(event.currentTarget.value)}
          after={
            <Button type="submit" look="plain" disabled={!usable}>
              {text.emoji.use}
            </Button>
          }
        />
      </form>
      {Object.entries(groups).map(([group, emoji]) => (
        <EmojiGrid
          key={group}
          title={text.emoji.groups[group as keyof typeof groups]}
          emoji={emoji.split(" ")}
          onPick={onPick}
        />
      ))}
    </Dialog>
  );
}
