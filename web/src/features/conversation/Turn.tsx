import { memo } from "react";
import { AnswerView } from "@/features/conversation/answer/AnswerView";
import { RunningAnswer } from "@/features/conversation/RunningAnswer";
import { isOver, type TurnState, warningsOf } from "@/features/conversation/running/turnState";
import { SaidSoFar } from "@/features/conversation/SaidSoFar";
import type { Answer, Citation } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { PlainText } from "@/shared/markdown/Markdown";

interface Props {
  turn: TurnState;
  last: boolean;
  activeCitation: number | null;
  tags: readonly string[];
  onCite: (citation: Citation, answer: Answer) => void;
  onAsk: (text: string) => void;
  onRetry: (turn: TurnState) => void;
  onDecided: () => void;
}

/** A question and its answer; drawn anew only when it changes, since a thread may have hundreds. */
export const Turn = memo(function Turn({
  turn,
  last,
  activeCitation,
  tags,
  onCite,
  onAsk,
  onRetry,
  onDecided,
}: Props) {
  const { t } = useLanguage();
  return (
    <article className="turn">
      <h2 className="question">
        <span className="visually-hidden">{t("you")}: </span>
        <PlainText text={turn.question} />
      </h2>
      {turn.answer && (
        <AnswerView
          answer={turn.answer}
          runId={turn.runId ?? turn.answer.id}
          streamed={warningsOf(turn.said)}
          activeCitation={activeCitation}
          tags={tags}
          last={last}
          onCite={onCite}
          onAsk={onAsk}
          onDecided={onDecided}
        />
      )}
      {!turn.answer && !isOver(turn.phase) && <RunningAnswer turn={turn} />}
      {!turn.answer && isOver(turn.phase) && <BrokenAnswer turn={turn} onRetry={() => onRetry(turn)} />}
    </article>
  );
});

/** A turn that ended without its answer: what came is kept, and it can be asked again. */
function BrokenAnswer({ turn, onRetry }: { turn: TurnState; onRetry: () => void }) {
  const { t } = useLanguage();
  const stopped = turn.phase === "stopped";
  const marker = (n: number) => <span className="marker marker-pending">{n}</span>;
  return (
    <div className="answer">
      <SaidSoFar said={turn.said} marker={marker} />
      <div className="load-error" role={stopped ? "status" : "alert"}>
        <div>
          <p>{stopped ? t("stopped") : t("failed")}</p>
          {turn.error && <p className="muted">{turn.error.message || t("notReached")}</p>}
          {turn.error?.requestId && (
            <p className="muted small">{t("requestId", { id: turn.error.requestId })}</p>
          )}
        </div>
        <button type="button" className="button" onClick={onRetry}>
          {t("retry")}
        </button>
      </div>
    </div>
  );
}
