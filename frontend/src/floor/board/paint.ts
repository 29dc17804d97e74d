import type { LocalTime } from "../local-time";
import { HEAD, type BoardRow, type Layout, type PlacedBar } from "./layout";
import { inkOn, type Palette } from "./palette";

/** What of the board is in the window, and what is pointed at. */
export interface View {
  width: number;
  /** Instant at the left edge. */
  from: number;
  perMs: number;
  now: number;
  job: string | null;
  focused: PlacedBar | null;
}

const HOUR_MS = 3_600_000;
const PAD = 3;

export class Painter {
  private x: (at: number) => number;
  private until: number;

  constructor(
    private readonly pen: CanvasRenderingContext2D,
    private readonly layout: Layout,
    private readonly view: View,
    private readonly palette: Palette,
    private readonly time: LocalTime,
  ) {
    this.x = (at) => (at - view.from) * view.perMs;
    this.until = view.from + view.width / view.perMs;
  }

  paint(): void {
    const { pen, layout, view, palette } = this;
    pen.clearRect(0, 0, view.width, layout.height);
    for (const row of layout.rows) this.ground(row);
    this.frozen();
    this.days();
    for (const row of layout.rows) for (const one of row.bars) if (this.isSeen(one)) this.bar(row, one);
    if (view.job !== null) this.chain(view.job);
    this.now();
    pen.fillStyle = palette.line;
    pen.fillRect(0, HEAD - 1, view.width, 1);
  }

  private isSeen(one: PlacedBar): boolean {
    return one.end > this.view.from && one.start < this.until;
  }

  private ground(row: BoardRow): void {
    const { pen, palette, view } = this;
    pen.fillStyle = palette.open;
    pen.fillRect(0, row.y, view.width, row.height);
    pen.fillStyle = palette.closed;
    for (const { start, end } of row.closed) {
      if (end <= view.from || start >= this.until) continue;
      pen.fillRect(this.x(start), row.y, this.x(end) - this.x(start), row.height);
    }
    pen.fillStyle = palette.line;
    pen.fillRect(0, row.y + row.height - 1, view.width, 1);
    if (row.isFirst) pen.fillRect(0, row.y - 1, view.width, 1);
  }

  private frozen(): void {
    const { pen, layout, view, palette } = this;
    const left = Math.max(0, this.x(view.now));
    const right = Math.min(view.width, this.x(layout.frozenUntil));
    if (right <= left) return;
    pen.save();
    pen.beginPath();
    for (const row of layout.rows) pen.rect(left, row.y, right - left, row.height);
    pen.clip();
    pen.strokeStyle = palette.line;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let at = left - layout.height; at < right; at += 7) {
      pen.moveTo(at, layout.height);
      pen.lineTo(at + layout.height, 0);
    }
    pen.stroke();
    pen.restore();
  }

  private days(): void {
    const { pen, layout, view, palette, time } = this;
    const days = time.midnights(view.from - 24 * HOUR_MS, this.until);
    const dayWidth = 24 * HOUR_MS * view.perMs;
    pen.textBaseline = "alphabetic";
    for (const at of days) {
      const x = Math.round(this.x(at));
      pen.fillStyle = palette.lineStrong;
      if (x >= 0) pen.fillRect(x, 4, 1, HEAD - 5);
      pen.fillStyle = palette.line;
      if (x >= 0) pen.fillRect(x, HEAD, 1, layout.height - HEAD);
      pen.fillStyle = palette.ink;
      pen.font = `500 13px ${palette.sans}`;
      const words = dayWidth > 110 ? time.day(at) : dayWidth > 56 ? time.shortDay(at) : time.dayNumber(at);
      // The name of the day stays in sight while any of the day is.
      const width = pen.measureText(words).width;
      const held = Math.min(Math.max(x, 0), x + dayWidth - width - 12);
      pen.fillText(words, held + 6, 17);
      this.hours(at, dayWidth);
    }
  }

  private hours(midnight: number, dayWidth: number): void {
    const { pen, palette, time } = this;
    const step = dayWidth > 900 ? 1 : dayWidth > 500 ? 2 : dayWidth > 150 ? 6 : 12;
    pen.font = `400 11px ${palette.sans}`;
    for (let hour = step; hour < 24; hour += step) {
      const at = midnight + hour * HOUR_MS;
      const x = Math.round(this.x(at));
      if (x < 0 || x > this.view.width) continue;
      pen.fillStyle = palette.line;
      pen.fillRect(x, HEAD - 6, 1, 6);
      if (dayWidth < 150) continue;
      pen.fillStyle = palette.pencil;
      const words = time.clock(at).slice(0, 2);
      pen.fillText(words, x - pen.measureText(words).width / 2, HEAD - 10);
    }
  }

  private bar(row: BoardRow, one: PlacedBar): void {
    const { pen, layout, view, palette } = this;
    const { bar } = one;
    const [top, height] = place(row, one);
    const left = this.x(one.setupEnd);
    const width = Math.max(2, this.x(one.end) - left - 1);
    pen.save();
    const isOther = view.job !== null && view.job !== bar.job;
    pen.globalAlpha = isOther ? 0.22 : bar.state === "done" ? 0.45 : 1;
    if (one.setupEnd > one.start) this.setup(this.x(one.start), left, top, height);
    pen.fillStyle = bar.swatch === "" ? palette.bar : bar.swatch;
    pen.fillRect(left, top, width, height);
    this.asleep(row, one, top, height);
    const own = layout.swatchByJob.get(bar.job);
    if (bar.swatch === "" && own !== undefined) {
      pen.fillStyle = own;
      pen.fillRect(left, top, Math.min(5, width / 2), height);
    }
    if (bar.state === "running") {
      pen.fillStyle = palette.ink;
      pen.fillRect(left, top + height - 3, Math.max(2, Math.min(width, this.x(view.now) - left)), 3);
    }
    this.edge(bar.risk, bar.is_held, left, top, width, height);
    if (one === view.focused) {
      pen.strokeStyle = palette.accent;
      pen.lineWidth = 2;
      pen.strokeRect(left - 2, top - 2, width + 4, height + 4);
    }
    this.label(one, left, top, width, height);
    pen.restore();
  }

  /** Over a break or a night the work waits: the bar goes on, pale. */
  private asleep(row: BoardRow, one: PlacedBar, top: number, height: number): void {
    const { pen, palette } = this;
    const alpha = pen.globalAlpha;
    pen.globalAlpha = alpha * 0.72;
    pen.fillStyle = palette.closed;
    for (const { start, end } of row.closed) {
      const [from, until] = [Math.max(start, one.setupEnd), Math.min(end, one.end)];
      if (from < until) pen.fillRect(this.x(from), top, this.x(until) - this.x(from), height);
    }
    pen.globalAlpha = alpha;
  }

  private setup(left: number, right: number, top: number, height: number): void {
    const { pen, palette } = this;
    const middle = top + height / 2;
    const width = Math.max(1.5, right - left);
    if (width < 7) {
      pen.fillStyle = palette.pencil;
      pen.fillRect(left, middle - 2, width, 4);
      return;
    }
    pen.save();
    pen.beginPath();
    pen.rect(left, middle - 5, width, 10);
    pen.clip();
    pen.strokeStyle = palette.pencil;
    pen.lineWidth = 1.2;
    pen.beginPath();
    for (let x = left - 10; x < left + width; x += 4) {
      pen.moveTo(x, middle + 5);
      pen.lineTo(x + 10, middle - 5);
    }
    pen.stroke();
    pen.restore();
    pen.fillStyle = palette.pencil;
    pen.fillRect(left, middle - 5, width, 1);
    pen.fillRect(left, middle + 4, width, 1);
  }

  /** Late: a heavy frame with a notched corner; at risk: heavy dashes; fine: a hairline. */
  private edge(risk: string, isHeld: boolean, x: number, y: number, width: number, height: number): void {
    const { pen, palette } = this;
    const isLate = risk === "late" || risk === "unplanned";
    pen.setLineDash(risk === "at_risk" ? [5, 3] : isHeld ? [2, 2] : []);
    pen.lineWidth = (isLate || risk === "at_risk") && width > 7 ? 2 : 1;
    pen.strokeStyle = isLate ? palette.stop : risk === "at_risk" ? palette.warn : palette.lineStrong;
    const inset = pen.lineWidth / 2;
    pen.strokeRect(x + inset, y + inset, Math.max(1, width - 2 * inset), height - 2 * inset);
    pen.setLineDash([]);
    if (!isLate) return;
    const corner = Math.min(9, width * 0.6);
    pen.fillStyle = palette.stop;
    pen.beginPath();
    pen.moveTo(x + width, y);
    pen.lineTo(x + width - corner, y);
    pen.lineTo(x + width, y + corner);
    pen.fill();
  }

  private label({ bar }: PlacedBar, x: number, y: number, width: number, height: number): void {
    const { pen, palette } = this;
    if (width < 30 || height < 13) return;
    const left = Math.max(x, 0) + 9;
    const room = x + width - left - 5;
    pen.font = `500 11px ${palette.sans}`;
    const [number = "", ...rest] = bar.label.split(" ");
    const whole = `${number}  ${rest.join(" ")}`;
    const words = pen.measureText(whole).width <= room ? whole : number;
    if (pen.measureText(words).width > room) return;
    pen.fillStyle = bar.swatch === "" ? palette.ink : inkOn(bar.swatch, palette);
    pen.textBaseline = "middle";
    pen.fillText(words, left, y + height / 2 + 0.5);
    pen.textBaseline = "alphabetic";
  }

  private chain(job: string): void {
    const { pen, layout, palette } = this;
    const seen: { row: BoardRow; one: PlacedBar }[] = [];
    for (const row of layout.rows)
      for (const one of row.bars) if (one.bar.job === job && row.resource.work_centre !== "people") seen.push({ row, one });
    seen.sort((a, b) => a.one.start - b.one.start);
    pen.strokeStyle = palette.ink;
    pen.lineWidth = 1.5;
    pen.beginPath();
    for (let i = 1; i < seen.length; i += 1) {
      const [before, after] = [seen[i - 1]!, seen[i]!];
      const [topA, heightA] = place(before.row, before.one);
      const [topB, heightB] = place(after.row, after.one);
      const [x1, y1] = [this.x(before.one.end), topA + heightA / 2];
      const [x2, y2] = [this.x(after.one.start), topB + heightB / 2];
      // A step like a drawing's dimension line: out, along, in.
      const elbow = Math.max(x1 + 4, Math.min(x2 - 4, x1 + 10));
      pen.moveTo(x1, y1);
      pen.lineTo(elbow, y1);
      pen.lineTo(elbow, y2);
      pen.lineTo(x2, y2);
    }
    pen.stroke();
  }

  private now(): void {
    const { pen, layout, view, palette, time } = this;
    const x = Math.round(this.x(view.now)) + 0.5;
    if (x < -40 || x > view.width) return;
    pen.strokeStyle = palette.stop;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(x, HEAD - 16);
    pen.lineTo(x, layout.height);
    pen.stroke();
    const words = time.clock(view.now);
    pen.font = `600 11px ${palette.sans}`;
    const width = pen.measureText(words).width + 8;
    pen.fillStyle = palette.stop;
    pen.fillRect(x - 0.5, HEAD - 18, width, 16);
    pen.fillStyle = palette.sheet;
    pen.textBaseline = "middle";
    pen.fillText(words, x + 3.5, HEAD - 9.5);
    pen.textBaseline = "alphabetic";
  }
}

function place(row: BoardRow, one: PlacedBar): [top: number, height: number] {
  const height = (row.height - 1 - 2 * PAD) / row.lanes;
  return [row.y + PAD + one.lane * height, row.lanes > 1 ? height - 1 : height];
}

/** The bar under a point, as far as a finger may miss it. */
export function barAt(layout: Layout, view: View, x: number, y: number): PlacedBar | null {
  const row = layout.rows.find((one) => y >= one.y && y < one.y + one.height);
  if (row === undefined) return null;
  const at = view.from + x / view.perMs;
  const slack = 3 / view.perMs;
  const hit = row.bars.filter((one) => at >= one.start - slack && at < one.end + slack);
  if (row.lanes === 1) return hit[0] ?? null;
  const lane = Math.floor(((y - row.y - PAD) / (row.height - 2 * PAD)) * row.lanes);
  return hit.find((one) => one.lane === lane) ?? null;
}
