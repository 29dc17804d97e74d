import "../../ui/floor-tokens.css";
import { mountIsland, type IslandData } from "../../lib/island";
import type { JobList } from "../api";
import "./terminal.css";
import { TerminalPage } from "./terminal-page";
import { words } from "./words";

interface TerminalData extends IslandData {
  list: JobList;
}

export function mount(element: HTMLElement): void {
  mountIsland<TerminalData>(element, words, (data) => <TerminalPage start={data.list} />);
}
