import { CitationMarker } from "@/features/conversation/citing/CitationMarker";
import type { TurnState } from "@/features/conversation/running/turnState";
import { SaidSoFar } from "@/features/conversation/SaidSoFar";
import { ToolChips } from "@/features/conversation/ToolChips";
import { useLanguage } from "@/shared/i18n/language";
import type { WordKey } from "@/shared/i18n/languages";

const phaseWords: Partial<Record<TurnState["phase"], WordKey>> = {
  sending: "sending",
  waiting: "waitingForNetwork",
  resuming: "resuming",
  unreachable: "unreachable",
};

/** A turn under way: what is being looked at, and the sentences released so far. */
export function RunningAnswer({ turn }: { turn: TurnState }) {
  const { t } = useLanguage();
  const marker = (n: number) => (
    <CitationMarker n={n} citation={undefined} active={false} onOpen={() => undefined} />
  );
  const word = phaseWords[turn.phase];
  return (
    <div className="answer" aria-busy="true">
      <SaidSoFar said={turn.said} marker={marker} />
      <p className="status-line">
        <span className="pulse" aria-hidden="true" />
        {word ? t(word) : turn.status || t("working")}
      </p>
      {!turn.kept && word && <p className="muted">{t("notKept")}</p>}
      {turn.tools.length > 0 && <ToolChips tools={turn.tools} />}
    </div>
  );
}
