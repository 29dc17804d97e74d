import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useReader } from "../../lib/island";
import type { LocalTime } from "../local-time";
import type { FloorWords } from "../words";
import { step } from "./keyboard";
import { type Layout, type PlacedBar } from "./layout";
import { barAt, Painter, type View } from "./paint";
import { readPalette } from "./palette";

export type Zoom = "day" | "week" | "fortnight";

const SHOWN_MS: Record<Zoom, number> = { day: 86_400_000, week: 7 * 86_400_000, fortnight: 14 * 86_400_000 };

interface Props {
  layout: Layout;
  time: LocalTime;
  zoom: Zoom;
  now: number;
  job: string | null;
  focused: PlacedBar | null;
  /** Counted up to bring "now" into sight. */
  toNow: number;
  onPoint(bar: PlacedBar | null): void;
  onPin(bar: PlacedBar | null): void;
}

/** The picture of the plan; it scrolls over time under a canvas as wide as the window. */
export function BoardCanvas({ layout, time, zoom, now, job, focused, toNow, onPoint, onPin }: Props) {
  const { t } = useReader<FloorWords>();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const perMs = width / SHOWN_MS[zoom];
  const whole = Math.max(width, Math.round((layout.until - layout.since) * perMs));

  const view = useCallback((): View => {
    const from = layout.since + (scroller.current?.scrollLeft ?? 0) / (perMs || 1);
    return { width, from, perMs, now, job, focused };
  }, [layout, width, perMs, now, job, focused]);

  const paint = useCallback(() => {
    const element = canvas.current;
    const pen = element?.getContext("2d");
    if (element == null || pen == null || width === 0) return;
    const density = window.devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * density), Math.round(layout.height * density)];
    if (element.width !== wide || element.height !== high) {
      element.width = wide;
      element.height = high;
    }
    pen.setTransform(density, 0, 0, density, 0, 0);
    new Painter(pen, layout, view(), readPalette(element), time).paint();
  }, [layout, time, width, view]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    let frame = requestAnimationFrame(paint);
    const again = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(paint);
    };
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const element = scroller.current;
    element?.addEventListener("scroll", again);
    dark.addEventListener("change", again);
    void document.fonts.ready.then(again);
    return () => {
      cancelAnimationFrame(frame);
      element?.removeEventListener("scroll", again);
      dark.removeEventListener("change", again);
    };
  }, [paint]);

  const nowRef = useRef(now);
  nowRef.current = now;
  useLayoutEffect(() => {
    if (scroller.current !== null && perMs > 0)
      scroller.current.scrollLeft = (nowRef.current - layout.since) * perMs - width * 0.08;
    // A minute that passes must not move what is being read.
  }, [perMs, width, layout.since, toNow]);

  useEffect(() => {
    const element = scroller.current;
    if (focused === null || element === null) return;
    const [left, right] = [(focused.start - layout.since) * perMs, (focused.end - layout.since) * perMs];
    if (left < element.scrollLeft || right > element.scrollLeft + width) element.scrollLeft = left - width * 0.3;
  }, [focused, layout.since, perMs, width]);

  const first = useMemo(() => layout.rows.flatMap((row) => row.bars).find((one) => one.end > now) ?? null, [layout, now]);

  function pointed(event: { clientX: number; clientY: number }): PlacedBar | null {
    const box = canvas.current?.getBoundingClientRect();
    return box === undefined ? null : barAt(layout, view(), event.clientX - box.left, event.clientY - box.top);
  }

  return (
    <div className="board-scroll" ref={scroller}>
      <div style={{ width: `${whole}px`, height: `${layout.height}px` }}>
        <canvas
          ref={canvas}
          role="application"
          aria-label={t("boardHelp")}
          aria-describedby="board-readout"
          tabIndex={0}
          style={{ width: `${width}px`, height: `${layout.height}px` }}
          onPointerMove={(event) => {
            if (event.pointerType === "mouse") onPoint(event.clientY >= 0 ? pointed(event) : null);
          }}
          onPointerLeave={() => onPoint(null)}
          onClick={(event) => onPin(pointed(event))}
          onKeyDown={(event) => {
            const next = step(layout, focused ?? null, first, event.key);
            if (next === undefined) return;
            event.preventDefault();
            onPin(next);
          }}
        />
      </div>
    </div>
  );
}

