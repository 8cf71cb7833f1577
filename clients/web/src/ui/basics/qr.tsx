import { useMemo, type ReactNode } from "react";
import { encode } from "uqr";

import "./scanner.css";

/** A QR code, dark on light in every theme so that cameras read it. */
export function Qr({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { path, size } = useMemo(() => {
    const { data, size: modules } = encode(text, { border: 2, ecc: "M" });
    const drawn = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { path: drawn.join(""), size: modules };
  }, [text]);
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#1e1c19" />
    </svg>
  );
}
