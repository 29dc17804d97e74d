import { mountIsland, type IslandData } from "../lib/island";
import { DraftPage } from "./components/draft-page";
import { ProductsPage } from "./components/products-page";
import "./studio.css";
import { words } from "./words";

interface StudioData extends IslandData {
  slug: string | null;
}

export function mount(element: HTMLElement): void {
  mountIsland<StudioData>(element, words, ({ slug }) =>
    slug === null ? <ProductsPage /> : <DraftPage slug={slug} />,
  );
}
