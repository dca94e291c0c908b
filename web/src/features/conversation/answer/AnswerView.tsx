import { type ReactNode, useMemo, useRef } from "react";
import { ApprovalCard } from "@/features/approvals/ApprovalCard";
import { AnswerActions } from "@/features/conversation/answer/AnswerActions";
import { clarification } from "@/features/conversation/answer/choices";
import { Disagreements } from "@/features/conversation/answer/Disagreements";
import { Figures } from "@/features/conversation/answer/Figures";
import { Notices, StatusLabel } from "@/features/conversation/answer/Notices";
import { withListsHeaded } from "@/features/conversation/answer/recordWords";
import { saidOnce } from "@/features/conversation/answer/saidOnce";
import { CitationMarker } from "@/features/conversation/citing/CitationMarker";
import { namedSources } from "@/features/conversation/citing/namedSources";
import { SourceList } from "@/features/conversation/citing/SourceList";
import type { WarningView } from "@/features/conversation/running/turnState";
import { ToolChips } from "@/features/conversation/ToolChips";
import { GravestWarning } from "@/features/conversation/warnings/GravestWarning";
import { placed } from "@/features/conversation/warnings/placing";
import { Warnings } from "@/features/conversation/warnings/Warnings";
import { levelledWarnings } from "@/features/conversation/warnings/warningLevel";
import type { Answer, Citation } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { Markdown } from "@/shared/markdown/Markdown";
import { NamesProvider, namesPattern } from "@/shared/markdown/Named";

interface Props {
  answer: Answer;
  runId: string;
  streamed: WarningView[];
  activeCitation: number | null;
  tags: readonly string[];
  last: boolean;
  onCite: (citation: Citation, answer: Answer) => void;
  onAsk: (text: string) => void;
  onDecided: () => void;
}

/** A whole answer: its text, each warning before the first claim that it governs, then what it lacks and where it comes from. */
export function AnswerView({
  answer,
  runId,
  streamed,
  activeCitation,
  tags,
  last,
  onCite,
  onAsk,
  onDecided,
}: Props) {
  const { t } = useLanguage();
  const open = (citation: Citation) => onCite(citation, answer);
  const marker = (n: number): ReactNode => (
    <CitationMarker
      n={n}
      citation={answer.citations.find((citation) => citation.n === n)}
      active={n === activeCitation}
      onOpen={open}
    />
  );
  const names = useMemo(() => {
    const named = namedSources(answer.citations);
    const open = (name: string) => {
      const citation = named.get(name);
      if (citation) onCite(citation, answer);
    };
    return { pattern: namesPattern([...named.keys()]), open };
  }, [answer, onCite]);
  const asked = answer.status === "clarify" ? clarification(answer.text, tags) : null;
  const firstWarnings = useRef<HTMLDivElement>(null);
  const text = asked ? asked.question : saidOnce(answer);
  const stretches = withListsHeaded(placed({ ...answer, text }), answer.citations, t);
  const tools = answer.tool_calls.map((call, i) => ({ ...call, id: `${i}`, args: "" }));
  return (
    <div className="answer" lang={answer.language}>
      {/* the line of the gravest warning ends where the text ends */}
      <div className={answer.status === "no_evidence" ? "answer-text answer-none" : "answer-text"}>
        <GravestWarning
          items={levelledWarnings(answer.warnings, answer.citations, streamed)}
          place={firstWarnings}
        />
        {answer.status !== "awaiting_approval" && <StatusLabel answer={answer} />}
        <Disagreements answer={answer} onOpen={open} />
        <NamesProvider names={names}>
          {stretches.map(({ warnings, text, verdict }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity but their place
            <div key={i} className={`stretch ${verdict ? `verdict-${verdict}` : ""}`}>
              <Warnings
                items={levelledWarnings(warnings, answer.citations, streamed)}
                marker={marker}
                ref={
                  i === stretches.findIndex((each) => each.warnings.length > 0) ? firstWarnings : undefined
                }
              />
              {verdict && (
                <p className="verdict-label">{t(verdict === "quoted" ? "ownWords" : "derivedLabel")}</p>
              )}
              <Markdown text={text} marker={marker} />
            </div>
          ))}
        </NamesProvider>
      </div>
      <Figures answer={answer} onOpen={onCite} />
      {asked && last && asked.choices.length > 0 && (
        <div className="choice-list">
          {asked.choices.map((choice) => (
            <button key={choice} type="button" className="choice" onClick={() => onAsk(choice)}>
              {choice}
            </button>
          ))}
        </div>
      )}
      {answer.approvals.map((approval) => (
        <ApprovalCard key={approval.id} approval={approval} onDecided={onDecided} />
      ))}
      <Notices answer={answer} />
      {answer.citations.length > 0 && (
        <SourceList citations={answer.citations} active={activeCitation} onOpen={open} />
      )}
      <div className="answer-foot">
        <AnswerActions answer={answer} runId={runId} />
        {(answer.citations.length > 0 || answer.model !== "embedded") && (
          <p className="muted small answered-by">
            {t("answeredBy", { model: answer.model === "embedded" ? t("modelEmbedded") : answer.model })}
          </p>
        )}
        {tools.length > 0 && (
          <details className="checked">
            <summary>{t("checked")}</summary>
            <ToolChips tools={tools} />
          </details>
        )}
      </div>
    </div>
  );
}
