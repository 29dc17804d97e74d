import { useEffect, useRef, useState } from "react";
import type { ModelFacts, PickedPart, Preset, Viewer } from "../../viewer/viewer";
import { useShop } from "../shop-context";
import type { Product } from "../use-product";
import { describe } from "../describe";

const PRESETS: readonly Preset[] = ["front", "corner", "inside"];
const TURN_DEG = 12;

/** The picture: a drawing from the server first, the model as soon as it is there. */
export function Stage({ product }: { product: Product }) {
  const { t, wording } = useShop();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const viewer = useRef<Viewer | null>(null);
  const [facts, setFacts] = useState<ModelFacts | null>(null);
  const isReady = facts !== null;
  const [isOpen, setOpen] = useState(false);
  const [isApart, setApart] = useState(false);
  const [isMeasured, setMeasured] = useState(false);
  const [picked, setPicked] = useState<PickedPart | null>(null);
  const { model } = product.answer;
  const newest = useRef(model.glb);
  newest.current = model.glb;

  useEffect(() => {
    const stop = new AbortController();
    const element = frame.current;
    if (element === null) return undefined;
    void whenWanted(element, stop.signal).then(async () => {
      if (stop.signal.aborted || canvas.current === null) return;
      const { createViewer } = await import("../../viewer/viewer");
      if (stop.signal.aborted) return;
      const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const options = { isStill, onPick: setPicked, onModel: setFacts };
      viewer.current = createViewer(canvas.current, options);
      await viewer.current.show(newest.current);
    }).catch(() => setFacts(null)); // Without WebGL the drawing stays, and follows every choice.
    return () => {
      stop.abort();
      viewer.current?.dispose();
      viewer.current = null;
    };
  }, []);

  useEffect(() => {
    setPicked(null);
    viewer.current?.show(model.glb).catch(() => undefined);
  }, [model.glb]);
  useEffect(() => viewer.current?.open(isOpen ? 1 : 0), [isOpen]);
  useEffect(() => viewer.current?.explode(isApart ? 1 : 0), [isApart]);
  useEffect(() => viewer.current?.dimensions(isMeasured), [isMeasured]);
  useEffect(() => viewer.current?.highlight(picked?.id ?? null), [picked]);

  function press(event: KeyboardEvent): void {
    const act = KEYS[event.key];
    if (act === undefined || viewer.current === null) return;
    event.preventDefault();
    act(viewer.current);
  }

  function look(preset: Preset): void {
    viewer.current?.camera(preset);
    if (preset === "inside") setOpen(true);
  }

  return (
    <section className="stage" ref={frame} data-ready={isReady} aria-label={product.page.name}>
      <img className="poster" src={model.poster} alt={isReady ? "" : describe(product.page, product.answer, wording, t)} />
      <canvas
        ref={canvas}
        tabIndex={isReady ? 0 : -1}
        role="img"
        aria-label={t("stage", { name: product.page.name, choices: describe(product.page, product.answer, wording, t) })}
        onKeyDown={press}
      />
      <p className="plate mono" aria-live="polite">
        {picked !== null && plateOf(picked, wording.language)}
      </p>
      {facts !== null && (
        <div className="tools" role="toolbar" aria-label={t("views")}>
          {PRESETS.filter((preset) => facts.opens || preset !== "inside").map((preset) => (
            <button key={preset} type="button" onClick={() => look(preset)}>
              {t(preset)}
            </button>
          ))}
          <span className="gap" />
          {facts.opens && (
            <button type="button" aria-pressed={isOpen} onClick={() => setOpen(!isOpen)}>
              {t("open")}
            </button>
          )}
          <button type="button" aria-pressed={isMeasured} onClick={() => setMeasured(!isMeasured)}>
            {t("sizes")}
          </button>
          <button type="button" aria-pressed={isApart} onClick={() => setApart(!isApart)}>
            {t("apart")}
          </button>
        </div>
      )}
    </section>
  );
}

const KEYS: Readonly<Record<string, (viewer: Viewer) => void>> = {
  ArrowLeft: (viewer) => viewer.turn(-TURN_DEG, 0),
  ArrowRight: (viewer) => viewer.turn(TURN_DEG, 0),
  ArrowUp: (viewer) => viewer.turn(0, TURN_DEG / 2),
  ArrowDown: (viewer) => viewer.turn(0, -TURN_DEG / 2),
  "+": (viewer) => viewer.zoom(1.12),
  "=": (viewer) => viewer.zoom(1.12),
  "-": (viewer) => viewer.zoom(1 / 1.12),
};

function plateOf(part: PickedPart, language: string): string {
  const size = part.size.map((length) => Math.round(length)).join(" × ");
  return [part.name[language] ?? part.id, size].filter(Boolean).join("  ");
}

/** When the page is at rest and the stage in view, or at once when it is touched. */
function whenWanted(element: HTMLElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const want = (): void => resolve();
    element.addEventListener("pointerdown", want, { once: true, signal });
    element.addEventListener("focusin", want, { once: true, signal });
    const seen = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting !== true) return;
      seen.disconnect();
      if ("requestIdleCallback" in window) requestIdleCallback(want, { timeout: 1500 });
      else setTimeout(want, 200);
    });
    seen.observe(element);
    signal.addEventListener("abort", () => seen.disconnect());
  });
}
