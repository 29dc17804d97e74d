import { createRoot } from "react-dom/client";
import { createTranslate } from "../lib/words";
import { createWording } from "../lib/wording";
import { Page } from "./components/page";
import type { PageData } from "./page-data";
import { ShopContext } from "./shop-context";
import { words } from "./words";

/** Takes over the server's first paint of the product page. */
export function mountProductPage(element: HTMLElement): void {
  const text = document.getElementById("product-data")?.textContent;
  if (text == null) return;
  const data = JSON.parse(text) as PageData;
  const shop = { t: createTranslate(words, data.words), wording: createWording(data.language) };
  element.replaceChildren();
  createRoot(element).render(
    <ShopContext.Provider value={shop}>
      <Page data={data} />
    </ShopContext.Provider>,
  );
}
