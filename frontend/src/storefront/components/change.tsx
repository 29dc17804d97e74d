import { useShop } from "../shop-context";

interface ChangeProps {
  priceMinor: number | null | undefined;
  days: number | null | undefined;
  currency?: string;
}

/** `+95  +2 days`, `−40  same day`: what taking something would change, always both. */
export function Change({ priceMinor, days, currency }: ChangeProps) {
  const { t, wording } = useShop();
  if (priceMinor === null || priceMinor === undefined) return null;
  const price = wording.change(priceMinor);
  return (
    <span className="change figures">
      <span data-sign={Math.sign(priceMinor)}>{currency === undefined ? price : `${price} ${currency}`}</span>
      {typeof days === "number" && (
        <span className="days" data-sign={Math.sign(days)}>
          {days === 0
            ? t("sameDay")
            : t(Math.abs(days) === 1 ? "day" : "days", { days: days < 0 ? `−${-days}` : `+${days}` })}
        </span>
      )}
    </span>
  );
}
