import "../ui/floor-tokens.css";
import { mountIsland, type IslandData } from "../lib/island";
import type { Site } from "./api";
import { WhatIfPage } from "./what-if/what-if-page";
import "./floor.css";
import "./what-if/what-if.css";
import { words } from "./words";
import { whatIfWords } from "./what-if/words";

interface WhatIfData extends IslandData {
  site: Site;
}

export function mount(element: HTMLElement): void {
  mountIsland<WhatIfData>(element, { ...words, ...whatIfWords }, ({ site }) => <WhatIfPage site={site} />);
}
