import { below, json, text } from "./files.js";
import { schemas } from "./schemas.js";

const prefix = "urn:culver:problem:";
const common = ["type", "title", "status", "detail", "requestId"];
const same = (one, other) => JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());

/** What the table of problems.md tells of each type. */
function page() {
  const row = /^\| \[`([a-z-]+)`\]\(#\1\) \| (\d{3}) \| ([^|]+) \|([^|]*)\|/gm;
  return [...text("problems.md").matchAll(row)].map(([, name, status, title, members]) => ({
    name,
    status: Number(status),
    title: title.trim(),
    members: [...members.matchAll(/`(\w+)`/g)].map(([, member]) => member),
  }));
}

export function checkProblems(fault) {
  const rows = page();
  const { properties, allOf, dependentSchemas } = schemas["problem.json"];
  const known = properties.type.enum.map((type) => type.slice(prefix.length));
  const examples = below("examples/problems").map((path) => path.split("/").pop().slice(0, -".json".length));
  const sections = [...text("problems.md").matchAll(/^### `([a-z-]+)`$/gm)].map(([, name]) => name);
  const listed = rows.map((row) => row.name);
  if (!same(listed, known)) fault(`problems.md lists ${listed}, the schema ${known}`);
  if (!same(sections, known)) fault(`problems.md explains ${sections}, the schema has ${known}`);
  if (!same(examples, known)) fault(`there are examples of ${examples}, the schema has ${known}`);
  for (const { name, status, title, members } of rows) {
    const rule = allOf.find((each) => each.if.properties.type.const === prefix + name).then;
    const may = Object.keys(dependentSchemas)
      .filter((member) => dependentSchemas[member].properties.type.enum.includes(prefix + name));
    const example = json(`examples/problems/${name}.json`);
    const shown = Object.keys(example).filter((member) => !common.includes(member));
    if (rule.properties.status.const !== status || example.status !== status) fault(`${name}: the status differs`);
    if (example.title !== title) fault(`${name}: the title differs`);
    if (!same(members, may)) fault(`${name}: the page names ${members}, the schema allows ${may}`);
    if (shown.some((member) => !may.includes(member))) fault(`${name}: its example has ${shown}`);
  }
  return `${rows.length} types`;
}
