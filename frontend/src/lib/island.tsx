import { createContext, useContext, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { createTranslate, type Translate } from "./words";
import { createWording, type Language, type Wording } from "./wording";

/** What every console page finds in the page beside its own data. */
export interface IslandData {
  language: Language;
  words: Record<string, string>;
}

interface Reader {
  t: Translate<Record<string, string>>;
  wording: Wording;
}

const ReaderContext = createContext<Reader | null>(null);

/** Words and number formats of the reader; `words` types the sentences of one page. */
export function useReader<Words extends Record<string, string>>(): { t: Translate<Words>; wording: Wording } {
  const reader = useContext(ReaderContext);
  if (reader === null) throw new Error("useReader stands outside its island");
  return reader as { t: Translate<Words>; wording: Wording };
}

/** Takes over the element with a page that reads the data left by the server. */
export function mountIsland<Data extends IslandData>(
  element: HTMLElement,
  words: Record<string, string>,
  page: (data: Data) => ReactNode,
): void {
  const text = document.getElementById("island-data")?.textContent;
  if (text == null) return;
  const data = JSON.parse(text) as Data;
  const reader = { t: createTranslate(words, data.words), wording: createWording(data.language) };
  element.replaceChildren();
  createRoot(element).render(<ReaderContext.Provider value={reader}>{page(data)}</ReaderContext.Provider>);
}
