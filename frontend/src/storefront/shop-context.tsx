import { createContext, useContext } from "react";
import type { Translate } from "../lib/words";
import type { Wording } from "../lib/wording";
import type { words } from "./words";

export interface Shop {
  t: Translate<typeof words>;
  wording: Wording;
}

export const ShopContext = createContext<Shop | null>(null);

/** Words and number formats of the reader. */
export function useShop(): Shop {
  const shop = useContext(ShopContext);
  if (shop === null) throw new Error("useShop stands outside its context");
  return shop;
}
