/** The forms of a counted text; `#` stands for the number. */
export interface PluralForms {
  readonly one: string;
  readonly other: string;
}

/** Answers a function that picks the form for a number in a language and writes the number in its way. */
export function plurals(language: string): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (count, forms) => {
    const form = rules.select(count) === "one" ? forms.one : forms.other;
    return form.replace("#", numbers.format(count));
  };
}
