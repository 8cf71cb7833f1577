import { fromFile, Parser } from "@asyncapi/parser";
import { below, root, yaml } from "./files.js";
import { faultsOf, files, strict } from "./schemas.js";

// 3.0 is what generators and viewers read today.
const known = ["asyncapi-latest-version"];
const worst = ["error", "warning"];

export async function checkAsyncApi(fault) {
  const { document, diagnostics } = await fromFile(new Parser(), `${root}asyncapi.yaml`).parse();
  diagnostics.filter((told) => !known.includes(told.code))
    .forEach((told) => fault(`${worst[told.severity] ?? "note"} at ${told.path.join("/")}: ${told.message}`));
  if (!document) return "";
  const messages = document.allMessages().all();
  for (const message of messages) {
    const examples = message.examples().all();
    if (examples.length === 0) fault(`${message.id()}: no example`);
    for (const example of examples) {
      const why = faultsOf(strict(`${message.id()}.json`), example.payload());
      if (why) fault(`${message.id()}, example ${example.name()}: ${why}`);
    }
  }
  const told = yaml("asyncapi.yaml").channels.socket.messages;
  for (const path of files.filter((file) => /\/(frame|event)-/.test(file))) {
    const name = path.slice("schemas/".length, -".json".length);
    if (told[name]?.payload.$ref !== path) fault(`${path}: it is no message of asyncapi.yaml`);
    const listed = (told[name]?.examples ?? []).map((example) => example.payload.$ref);
    listed.filter((example) => !below(`examples/socket/${name}`).includes(example))
      .forEach((example) => fault(`${name}: ${example} is not there`));
  }
  return `${messages.length} messages`;
}
