import { sentenceOf } from "../api/client";
import type { Product } from "./use-product";

/** Puts what is shown into the cart and goes there; else the reason why not. */
export async function putIntoCart(product: Product): Promise<string | null> {
  const { answer, page } = product;
  const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";
  const response = await fetch("/api/shop/cart/items", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": token },
    body: JSON.stringify({
      slug: page.slug,
      version: page.version,
      choices: answer.choices,
      shown: answer.configuration,
      currency: answer.price.currency,
    }),
  }).catch(() => null);
  if (response === null) return "";
  if (!response.ok) return sentenceOf(await response.json().catch(() => null), "");
  location.assign("/cart");
  return null;
}
