import { useEffect, useState } from "react";
import { useReader } from "../../lib/island";
import { readProducts, Refusal, type ProductLine } from "../api";
import type { StudioWords } from "../words";

/** Every product with what is published and what is being changed. */
export function ProductsPage() {
  const { t } = useReader<StudioWords>();
  const [products, setProducts] = useState<ProductLine[]>([]);
  const [problem, setProblem] = useState("");

  useEffect(() => {
    readProducts().then(setProducts, (error: unknown) =>
      setProblem(error instanceof Refusal && error.message !== "" ? error.message : t("offline")),
    );
  }, [t]);

  return (
    <div className="wrap studio-list">
      <h1>{t("products")}</h1>
      {problem !== "" && <p className="note stop" role="alert">{problem}</p>}
      <table>
        <thead>
          <tr>
            <th>{t("product")}</th>
            <th>{t("version")}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {products.map((product) => (
            <ProductRow key={product.slug} product={product} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ProductRow({ product }: { product: ProductLine }) {
  const { t, wording } = useReader<StudioWords>();
  const number = product.published_number;
  return (
    <tr>
      <td>
        <a className="studio-product" href={`/studio/${product.slug}`}>{product.name[wording.language]}</a>
        <span className="mono quiet"> {product.slug}</span>
      </td>
      <td>
        {number == null ? t("never") : t("versionNumber", { number })}{" "}
        <span className={product.is_changed ? "warn" : "quiet"}>
          {product.is_changed ? t("changed") : t("unchanged")}
        </span>
      </td>
      <td className="number">
        <a href={`/studio/${product.slug}`}>{t("edit")}</a>
      </td>
    </tr>
  );
}
