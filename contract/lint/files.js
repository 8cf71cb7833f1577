import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** The folder of the contract. */
export const root = fileURLToPath(new URL("..", import.meta.url));

export const text = (path) => readFileSync(root + path, "utf8");
export const json = (path) => JSON.parse(text(path));
export const yaml = (path) => parse(text(path));

/** The paths of all files below a folder, relative to the contract. */
export const below = (folder) =>
  readdirSync(root + folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replace(root, "").replaceAll("//", "/"))
    .sort();

/** The document in which a JSON Reference of this object, if it is one, is followed as far as the same document. */
export const local = (document, value) =>
  value?.$ref?.startsWith("#/")
    ? value.$ref.slice(2).split("/").reduce((at, step) => at[step.replaceAll("~1", "/")], document)
    : value;
