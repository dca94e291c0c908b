import { useState } from "react";
import type { OnCite } from "@/features/evaluations/CaseAnswers";
import { CaseView } from "@/features/evaluations/CaseView";
import { ComparisonView } from "@/features/evaluations/ComparisonView";
import { PairView } from "@/features/evaluations/PairView";
import { RunList } from "@/features/evaluations/RunList";
import { RunView } from "@/features/evaluations/RunView";
import { useLanguage } from "@/shared/i18n/language";

/** Which of an engineer's pages is looked at; each leads back to the one before. */
export type Look =
  | { at: "runs" }
  | { at: "run"; run: string }
  | { at: "case"; run: string; number: number }
  | { at: "compare"; run: string; before: string }
  | { at: "pair"; run: string; before: string; name: string };

/** For engineers: how good the answers are, measured; what changed, which case fails and why. */
export function Evaluations({ onCite }: { onCite: OnCite }) {
  const { t } = useLanguage();
  const [look, go] = useState<Look>({ at: "runs" });
  const back = whereBack(look);
  return (
    <main className="page evaluations">
      {look.at !== "runs" && (
        <button type="button" className="button" onClick={() => go(back)}>
          {t("back")}
        </button>
      )}
      {look.at === "runs" && <RunList onOpen={(run) => go({ at: "run", run })} />}
      {look.at === "run" && <RunView key={look.run} run={look.run} onLook={go} />}
      {look.at === "case" && <CaseView run={look.run} number={look.number} onCite={onCite} />}
      {look.at === "compare" && (
        <ComparisonView
          before={look.before}
          after={look.run}
          onCase={(name) => go({ ...look, at: "pair", name })}
        />
      )}
      {look.at === "pair" && (
        <PairView before={look.before} after={look.run} name={look.name} onCite={onCite} />
      )}
    </main>
  );
}

function whereBack(look: Look): Look {
  if (look.at === "run" || look.at === "runs") return { at: "runs" };
  if (look.at === "pair") return { at: "compare", run: look.run, before: look.before };
  return { at: "run", run: look.run };
}
