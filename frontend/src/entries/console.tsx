import "../ui/house.css";

/** A page names what it wants by `<div data-island="studio-draft">`; each is a lazy chunk. */
const islands: Record<string, () => Promise<{ mount: (element: HTMLElement) => void }>> = {
  studio: () => import("../studio/mount"),
  floor: () => import("../floor/mount"),
  terminal: () => import("../floor/terminal/mount"),
  "what-if": () => import("../floor/what-if-mount"),
};

for (const element of document.querySelectorAll<HTMLElement>("[data-island]")) {
  const load = islands[element.dataset["island"] ?? ""];
  if (load !== undefined) void load().then((island) => island.mount(element));
}
