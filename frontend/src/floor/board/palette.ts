/** The page's own colours, read from its tokens: a canvas does not inherit them. */
export interface Palette {
  paper: string;
  open: string;
  closed: string;
  bar: string;
  sheet: string;
  ink: string;
  pencil: string;
  line: string;
  lineStrong: string;
  accent: string;
  warn: string;
  stop: string;
  onPale: string;
  onDeep: string;
  sans: string;
}

const TOKENS: Record<keyof Palette, string> = {
  paper: "--paper",
  open: "--board-open",
  closed: "--board-closed",
  bar: "--board-bar",
  sheet: "--sheet",
  ink: "--ink",
  pencil: "--pencil",
  line: "--line",
  lineStrong: "--line-strong",
  accent: "--accent",
  warn: "--warn",
  stop: "--stop",
  onPale: "--on-pale",
  onDeep: "--on-deep",
  sans: "--sans",
};

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const entries = Object.entries(TOKENS).map(([name, token]) => [name, style.getPropertyValue(token).trim()]);
  return Object.fromEntries(entries) as Palette;
}

/** Ink that can be read on a lacquer's colour (`#rrggbb`). */
export function inkOn(swatch: string, palette: Palette): string {
  const channels = [1, 3, 5].map((at) => (Number.parseInt(swatch.slice(at, at + 2), 16) / 255) ** 2.2);
  const [red = 0, green = 0, blue = 0] = channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.25 ? palette.onPale : palette.onDeep;
}
