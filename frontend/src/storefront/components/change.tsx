import { useShop } from "../shop-context";

interface ChangeProps {
  priceMinor: number | null | undefined;
  days: number | null | undefined;
  currency?: string;
}

/** `+95  +2 days`: what taking something would change. */
export function Change({ priceMinor, days, currency }: ChangeProps) {
  const { t, wording } = useShop();
  if (priceMinor === null || priceMinor === undefined) return null;
  const price = wording.change(priceMinor);
  return (
    <span className="change figures">
      <span data-sign={Math.sign(priceMinor)}>{currency === undefined ? price : `${price} ${currency}`}</span>
      {typeof days === "number" && days !== 0 && (
        <span data-sign={Math.sign(days)}>
          {t(Math.abs(days) === 1 ? "day" : "days", { days: days < 0 ? `−${-days}` : `+${days}` })}
        </span>
      )}
      {currency !== undefined && days === 0 && <span>{t("sameDay")}</span>}
    </span>
  );
}
