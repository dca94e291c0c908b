import type { Part } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { useLanguage } from "@/shared/i18n/language";

/** Stock by location; "free" is what is there less what is reserved. */
export function StockTable({ part }: { part: Part }) {
  const { t, language } = useLanguage();
  if (part.stock.length === 0) return <p className="muted">{t("noStock")}</p>;
  const asOf = part.stock.map((stock) => stock.as_of).find((time) => time !== null) ?? null;
  return (
    <section className="record">
      <h3>{t("stock")}</h3>
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("location")}</th>
              <th scope="col" className="number">
                {t("free")}
              </th>
              <th scope="col" className="number">
                {t("reserved")}
              </th>
              <th scope="col">{t("bin")}</th>
            </tr>
          </thead>
          <tbody>
            {part.stock.map((stock) => (
              <tr key={`${stock.location} ${stock.bin}`}>
                <th scope="row">{stock.location}</th>
                <td className="number">
                  <strong>{stock.quantity - stock.reserved}</strong> {part.unit}
                </td>
                <td className="number">{stock.reserved}</td>
                <td>{stock.bin}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asOf && <p className="muted small">{t("asOf", { time: when(asOf, language) })}</p>}
    </section>
  );
}
