import { fromBase64 } from "../../wire/base64.ts";

/** As many pictures as keep an address: the oldest lose theirs. */
const MOST = 1_000;
const addresses = new Map<string, string>();

/** A blob URL of a small picture in base64; the same one for the same picture. */
export function pictureUrl(picture: { readonly type: string; readonly data: string } | undefined): string | undefined {
  if (picture === undefined) {
    return undefined;
  }
  const name = `${picture.type} ${picture.data}`;
  const known = addresses.get(name);
  if (known !== undefined) {
    return known;
  }
  const bytes = fromBase64(picture.data);
  if (bytes === undefined) {
    return undefined;
  }
  const address = URL.createObjectURL(new Blob([bytes], { type: picture.type }));
  addresses.set(name, address);
  const [oldest] = addresses;
  if (addresses.size > MOST && oldest !== undefined) {
    addresses.delete(oldest[0]);
    URL.revokeObjectURL(oldest[1]);
  }
  return address;
}
