import type { Person } from "../../client/culver.ts";

/** An identifier of the right form, made of a number. */
export function identifier(kind: string, number: number): string {
  return `${kind}${String(number).padStart(21 - kind.length, "0")}A`;
}

export const me = identifier("me", 0);

const names = [
  "Anna Lindqvist",
  "Bo Petersen",
  "Charlotte Okafor",
  "مريم الحسن",
  "Emil Novák",
  "Fatou Diallo",
  "Grete Holm",
  "Hiroshi Tanaka",
  "Ines Carvalho",
  "Jonas Weber",
  "דניאל כהן",
  "Lena Vogel",
  "Mateo Ruiz",
  "Nadia Haddad",
  "Olga Petrova",
  "Priya Raman",
  "Quentin Moreau",
  "Rosa Bianchi",
  "Samir Aziz",
  "Tove Nilsen",
  "Ulrike Brandt",
  "Vera Kowalska",
];
const hostile = [
  "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle",
  "\u202eevil\u202c<img src=x onerror=alert(1)>",
  "Zo\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308e\n\n\nnext line",
];

/** Somebody of the example data; pictures are put in by the caller. */
export function person(number: number): Person {
  const hostileName = number >= 50 && number < 53 ? hostile[number - 50] : undefined;
  const base = names[number % names.length] ?? "";
  const name = hostileName ?? (number < names.length ? base : `${base} ${Math.floor(number / names.length) + 1}`);
  const handle = number % 3 === 0 ? { handle: `person_${number}` } : {};
  return {
    account: identifier("p", number),
    ...(number === 60 ? {} : { name }),
    ...handle,
    self: false,
    blocked: number === 33,
    verification: number === 0 || number === 4 ? "verified" : number === 2 ? "changed" : "unverified",
  };
}

export const self: Person = {
  account: me,
  name: "Mara Sommer",
  handle: "mara",
  self: true,
  blocked: false,
  verification: "verified",
};
