/**
 * Sentences of an island: English stands in the code, other languages come with the
 * page from the server's PO file.
 */
export type Translate<Words extends Record<string, string>> = (
  word: keyof Words,
  values?: Readonly<Record<string, string | number>>,
) => string;

export function createTranslate<Words extends Record<string, string>>(
  words: Words,
  translations: Readonly<Record<string, string>>,
): Translate<Words> {
  return (word, values = {}) => {
    const english = words[word] ?? String(word);
    const sentence = translations[english] ?? english;
    return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
}
