import { useEffect, useState } from "react";
import type { PageData } from "../page-data";
import { useShop } from "../shop-context";
import { useProduct, type Product } from "../use-product";
import { OptionsPanel } from "./options-panel";
import { PriceBar } from "./price-bar";
import { Stage } from "./stage";

/** The product page: stage on the left, questions on the right, price and day below. */
export function Page({ data }: { data: PageData }) {
  const { t } = useShop();
  const product = useProduct(data.product, t("offline"));
  const { groups } = data.product;
  const [step, setStep] = useState(() => groups.find(({ id }) => `#${id}` === location.hash)?.id ?? groups[0]?.id);
  const index = Math.max(0, groups.findIndex(({ id }) => id === step));
  const group = groups[index];
  useShortcuts(product);

  function go(id: string): void {
    setStep(id);
    window.history.replaceState(null, "", `#${id}`);
    // Back to the first question of the step, where the steps stay in sight.
    document.querySelector(".side")?.scrollIntoView({ block: "start" });
  }

  return (
    <>
      <Stage product={product} />
      <div className="side">
        <header className="product-head">
          <h1>{data.product.name}</h1>
          <HistoryButtons product={product} />
        </header>
        <nav className="steps" aria-label={t("steps")}>
          <ol>
            {groups.map(({ id, name }, number) => (
              <li key={id}>
                <button type="button" aria-current={id === group?.id ? "step" : undefined} onClick={() => go(id)}>
                  <span className="figures">{number + 1}</span> {name}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        {data.notes.length > 0 && <Notes notes={data.notes} />}
        {group !== undefined && (
          <OptionsPanel product={product} group={group} next={groups[index + 1]} onStep={go} />
        )}
      </div>
      <PriceBar product={product} />
    </>
  );
}

/** What became of a saved configuration, told once above the questions. */
function Notes({ notes }: { notes: readonly string[] }) {
  const [head, ...changes] = notes;
  return (
    <div className="also" role="note">
      <p>{head}</p>
      {changes.length > 0 && (
        <ul>
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function HistoryButtons({ product }: { product: Product }) {
  const { t } = useShop();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => setCopied(false), [product.answer]);

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(new URL(product.answer.share, location.href).href);
    setCopied(true);
  }

  return (
    <div className="history">
      <button type="button" className="link-button" aria-disabled={!product.canUndo} onClick={product.undo}>
        {t("undo")}
      </button>
      <button type="button" className="link-button" aria-disabled={!product.canRedo} onClick={product.redo}>
        {t("redo")}
      </button>
      <button type="button" className="link-button" onClick={() => void copy().catch(() => undefined)}>
        <span role="status">{isCopied ? t("shared") : t("share")}</span>
      </button>
    </div>
  );
}

/** Ctrl+Z and Ctrl+Shift+Z, except where one is writing. */
function useShortcuts(product: Product): void {
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || isWriting(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) product.undo();
      else if (key === "y" || (key === "z" && event.shiftKey)) product.redo();
      else return;
      event.preventDefault();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [product.undo, product.redo]);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && !["radio", "checkbox", "range"].includes(target.type);
}
