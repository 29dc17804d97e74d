import { useReader } from "../../lib/island";
import type { Verdict } from "../api";
import type { StudioWords } from "../words";

/** Digits that are still read at a glance. */
const READABLE = 13;

/** How many variants there are, to the digit where it was counted, and since when. */
export function VariantCount({ verdict }: { verdict: Verdict }) {
  const { t } = useReader<StudioWords>();
  const digits = verdict.variants ?? "0";
  const change = verdict.is_more ? null : changeOf(digits, verdict.variants_before ?? null);
  return (
    <p className="studio-count">
      {verdict.is_more && <span className="quiet">{t("moreThan")} </span>}
      <Big digits={digits} /> {t("variants")}
      {change !== null && <span className="quiet figures"> {change}</span>}
    </p>
  );
}

function Big({ digits }: { digits: string }) {
  const { wording } = useReader<StudioWords>();
  if (digits.length <= READABLE) return <span className="figures">{wording.number(Number(digits))}</span>;
  const power = digits.length - 1;
  const lead = Math.round(Number(digits.slice(0, 4)) / 100) / 10;
  return (
    <span className="figures" title={digits} aria-label={digits}>
      {wording.number(lead)} × 10<sup>{power}</sup>
    </span>
  );
}

/** `−18 %`, `×2.4`; nothing where nothing changed. Whole numbers of any length. */
export function changeOf(after: string, before: string | null): string | null {
  if (before === null || before === "0" || before === after) return null;
  const share = Number((BigInt(after) * 100000n) / BigInt(before)) / 1000;
  if (share >= 1000) return `×${Number((share / 100).toPrecision(3))}`;
  const percent = share - 100;
  const size = Math.abs(percent);
  const written = size >= 10 ? size.toFixed(0) : size >= 0.1 ? size.toFixed(1) : "< 0.1";
  return `${percent < 0 ? "−" : "+"}${written} %`;
}
