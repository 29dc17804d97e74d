/** The first names of many, and how many more there are. */
export function fewOf(names: string[], more: string): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? more.replace("{names}", shown).replace("{count}", String(names.length - 3)) : shown;
}
