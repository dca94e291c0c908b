import type { Answer, Citation } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";

interface Props {
  answer: Answer;
  onOpen: (citation: Citation, answer: Answer) => void;
}

type Figure = Answer["figures"][number];

/** The drawings and photos that an answer quotes or points at, beside it; a tap opens the page with the drawing marked. */
export function Figures({ answer, onOpen }: Props) {
  const { t } = useLanguage();
  const { figures = [] } = answer; // copies kept on the device may be older than the field
  if (figures.length === 0) return null;
  return (
    <div className="figures">
      {figures.map((figure) => (
        <figure key={figure.id}>
          <button type="button" className="figure-button" onClick={() => open(figure, answer, onOpen)}>
            <img
              src={figure.url}
              alt={figure.caption}
              loading="lazy"
              width={Math.round(figure.box[2] - figure.box[0])}
              height={Math.round(figure.box[3] - figure.box[1])}
            />
          </button>
          <figcaption>
            <span aria-hidden="true">{figure.caption}</span>{" "}
            <span className="muted small">{t("page", { n: figure.page })}</span>
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

/** The viewer shows a citation: here the one that led to the figure, turned to the figure's own place. */
function open(figure: Figure, answer: Answer, onOpen: Props["onOpen"]) {
  const leading = answer.citations.find(({ n }) => n === figure.citations[0]);
  if (!leading) return;
  const there = { ...leading, page: figure.page, boxes: [figure.box], quote: figure.caption };
  onOpen(there, {
    ...answer,
    citations: answer.citations.map((citation) => (citation === leading ? there : citation)),
  });
}
