import { createHash, createHmac } from "node:crypto";
import { inject } from "vitest";

/** What lies in the local cloud's store of files. */
export interface StoredObject {
  readonly key: string;
  readonly bytes: Buffer;
}

/** Every object of every bucket. */
export async function everyObject(): Promise<readonly StoredObject[]> {
  const buckets = named("Name", (await get("/")).toString("utf8"));
  const all: StoredObject[] = [];
  for (const bucket of buckets) {
    let after: string | undefined;
    do {
      const query = { "list-type": "2", ...(after === undefined ? {} : { "start-after": after }) };
      const page = (await get(`/${bucket}`, query)).toString("utf8");
      const keys = named("Key", page);
      for (const key of keys) all.push({ key, bytes: await get(`/${bucket}/${key}`) });
      after = page.includes("<IsTruncated>true") ? keys.at(-1) : undefined;
    } while (after !== undefined);
  }
  return all;
}

const named = (element: string, xml: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "gu"))].map(([, text = ""]) => text);

// Those of the local cloud, which open nothing else (infra/local, Services).
const who = "local";
const secret = "local-secret";
const region = "eu-central-1";
const nothing = createHash("sha256").digest("hex");

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** Asks as an operator would, signed by Signature Version 4. */
async function get(path: string, query: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  const { s3 } = inject("cloud");
  if (s3 === undefined) throw new Error("The local cloud has no store of files");
  const url = new URL(s3);
  const params = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join("&");
  const now = new Date().toISOString().replace(/[:-]|\.\d{3}/gu, "");
  const scope = `${now.slice(0, 8)}/${region}/s3/aws4_request`;
  const signed = "host;x-amz-content-sha256;x-amz-date";
  const heads = `host:${url.host}\nx-amz-content-sha256:${nothing}\nx-amz-date:${now}\n`;
  const request = ["GET", path, params, heads, signed, nothing].join("\n");
  const hash = createHash("sha256").update(request).digest("hex");
  const key = [region, "s3", "aws4_request"].reduce(hmac, hmac(`AWS4${secret}`, now.slice(0, 8)));
  const signature = hmac(key, ["AWS4-HMAC-SHA256", now, scope, hash].join("\n")).toString("hex");
  const answer = await fetch(`${url.origin}${path}${params === "" ? "" : `?${params}`}`, {
    headers: {
      "x-amz-content-sha256": nothing,
      "x-amz-date": now,
      authorization: `AWS4-HMAC-SHA256 Credential=${who}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
    },
  });
  if (!answer.ok) throw new Error(`The store of files: ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
}
