import { readFile } from "node:fs/promises";
import { inject } from "vitest";

/** Everything that lies in the tables of the local cloud, as text; base64 decoded beside it. */
export async function everythingOnTheServer(): Promise<string> {
  const { log, sqs } = inject("cloud");
  const { TableNames } = (await dynamo("ListTables", {})) as { TableNames: readonly string[] };
  const parts = [await readFile(log, "utf8")];
  for (const name of TableNames) {
    let from: unknown;
    do {
      const page = (await dynamo("Scan", { TableName: name, ...(from ? { ExclusiveStartKey: from } : {}) })) as {
        Items: unknown;
        LastEvaluatedKey?: unknown;
      };
      parts.push(JSON.stringify(page.Items));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  }
  if (sqs !== undefined) parts.push(await queued(sqs));
  const all = parts.join("\n");
  const decoded = (all.match(/[A-Za-z0-9+/_-]{16,}={0,2}/gu) ?? []).map((run) =>
    Buffer.from(run, "base64").toString("utf8"),
  );
  return [all, ...decoded].join("\n");
}

async function dynamo(operation: string, body: unknown): Promise<unknown> {
  const answer = await fetch(inject("cloud").dynamodb, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDB_20120810.${operation}`,
      // DynamoDB Local wants a signature and does not look at it.
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=00",
      "x-amz-date": "20260101T000000Z",
    },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`DynamoDB Local: ${await answer.text()}`);
  return answer.json();
}

async function queued(base: string): Promise<string> {
  const ask = async (operation: string, body: unknown): Promise<string> => {
    const answer = await fetch(base, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${operation}` },
      body: JSON.stringify(body),
    });
    return answer.text();
  };
  const { QueueUrls = [] } = JSON.parse(await ask("ListQueues", {})) as { QueueUrls?: readonly string[] };
  const told = QueueUrls.map((url) =>
    ask("ReceiveMessage", { QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
  );
  return (await Promise.all(told)).join("\n");
}
