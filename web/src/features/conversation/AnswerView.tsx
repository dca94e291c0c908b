import { type ReactNode, useMemo, useRef } from "react";
import { ApprovalCard } from "@/features/approvals/ApprovalCard";
import { AnswerActions } from "@/features/conversation/AnswerActions";
import { CitationMarker } from "@/features/conversation/CitationMarker";
import { clarification } from "@/features/conversation/choices";
import { Disagreements } from "@/features/conversation/Disagreements";
import { GravestWarning } from "@/features/conversation/GravestWarning";
import { Notices, StatusLabel } from "@/features/conversation/Notices";
import { namedSources } from "@/features/conversation/namedSources";
import { placed } from "@/features/conversation/placing";
import { SourceList } from "@/features/conversation/SourceList";
import { ToolChips } from "@/features/conversation/ToolChips";
import type { WarningView } from "@/features/conversation/turnState";
import { Warnings } from "@/features/conversation/Warnings";
import { levelledWarnings } from "@/features/conversation/warningLevel";
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
  const stretches = placed(asked ? { ...answer, text: asked.question } : answer);
  const tools = answer.tool_calls.map((call, i) => ({ ...call, id: `${i}`, args: "" }));
  return (
    <div className="answer" lang={answer.language}>
      <GravestWarning
        items={levelledWarnings(answer.warnings, answer.citations, streamed)}
        place={firstWarnings}
      />
      {answer.status !== "awaiting_approval" && <StatusLabel answer={answer} />}
      <NamesProvider names={names}>
        {stretches.map(({ warnings, text, verdict }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity but their place
          <div key={i} className={`stretch ${verdict ? `verdict-${verdict}` : ""}`}>
            <Warnings
              items={levelledWarnings(warnings, answer.citations, streamed)}
              marker={marker}
              ref={i === stretches.findIndex((each) => each.warnings.length > 0) ? firstWarnings : undefined}
            />
            {verdict && (
              <p className="verdict-label">{t(verdict === "quoted" ? "ownWords" : "derivedLabel")}</p>
            )}
            <Markdown text={text} marker={marker} />
          </div>
        ))}
      </NamesProvider>
      <Disagreements answer={answer} onOpen={open} />
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
        <p className="muted small answered-by">
          {t("answeredBy", { model: answer.model === "embedded" ? t("modelEmbedded") : answer.model })}
        </p>
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
