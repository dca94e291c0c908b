import type { Answer, Citation } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { Icon } from "@/shared/ui/Icon";

interface Props {
  answer: Answer;
  onOpen: (citation: Citation) => void;
}

/** Where two documents in force differ: both values beside each other, each a target that opens its place; their lines are in the text, behind their warnings. */
export function Disagreements({ answer, onOpen }: Props) {
  const { t } = useLanguage();
  const { disagreements = [], citations } = answer; // copies kept on the device may be older than the field
  return disagreements.map(({ sides }) => (
    <section key={sides.map(({ place, value }) => `${place} ${value}`).join()} className="disagreement">
      <h3>
        <Icon name="alert" size={20} />
        {t("disagreeTitle")}
      </h3>
      <p className="small">{t("disagreeHint")}</p>
      <div className="sides">
        {sides.map((side) => (
          <Side
            key={`${side.place} ${side.value}`}
            side={side}
            citation={citations.find(({ n }) => n === side.citations[0])}
            onOpen={onOpen}
          />
        ))}
      </div>
    </section>
  ));
}

interface SideProps {
  side: Answer["disagreements"][number]["sides"][number];
  citation: Citation | undefined;
  onOpen: (citation: Citation) => void;
}

function Side({ side, citation, onOpen }: SideProps) {
  const { t } = useLanguage();
  const place = citation && [
    citation.section,
    citation.revision && t("revision", { rev: citation.revision }),
    citation.page !== null && t("page", { n: citation.page }),
  ];
  const said = (
    <>
      <strong className="side-value">{side.value}</strong>
      <span className="side-title">{citation?.title ?? side.place}</span>
      {place && <span className="side-place">{place.filter(Boolean).join(" · ")}</span>}
    </>
  );
  if (!citation) return <div className="side">{said}</div>;
  return (
    <button type="button" className="side" onClick={() => onOpen(citation)}>
      {said}
    </button>
  );
}
