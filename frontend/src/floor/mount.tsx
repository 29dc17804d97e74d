import "../ui/floor-tokens.css";
import { mountIsland, type IslandData } from "../lib/island";
import type { Site } from "./api";
import { PlannerPage } from "./components/planner-page";
import "./floor.css";
import { words } from "./words";

interface FloorData extends IslandData {
  sites: Site[];
  site: string;
}

export function mount(element: HTMLElement): void {
  mountIsland<FloorData>(element, words, ({ sites, site }) => <PlannerPage sites={sites} start={site} />);
}
