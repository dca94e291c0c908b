import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FeedbackForm } from "@/features/conversation/answer/FeedbackForm";
import { placed } from "@/features/conversation/warnings/placing";
import type { Answer } from "@/shared/api-types";
import { postJson } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";
import { plainText } from "@/shared/markdown/inline";
import { IconButton } from "@/shared/ui/IconButton";

export interface Feedback {
  thumb: "up" | "down";
  reason: string;
  correction: string;
}

/** Copy, and thumbs that reach the engineers who test Nacelle. */
export function AnswerActions({ answer, runId }: { answer: Answer; runId: string }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState(false);
  const [copied, setCopied] = useState(false);
  const feedback = useMutation({
    mutationFn: (body: Feedback) => postJson("/api/feedback", { run_id: runId, ...body }),
    onSuccess: () => setAsking(false),
  });
  const given = feedback.isSuccess ? feedback.variables.thumb : null;
  const copy = async () => {
    await navigator.clipboard.writeText(forClipboard(answer));
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div className="answer-actions">
      <IconButton
        icon={copied ? "check" : "copy"}
        label={copied ? t("copied") : t("copy")}
        onClick={() => void copy()}
        className="quiet"
      />
      <IconButton
        icon="up"
        label={t("helpful")}
        aria-pressed={given === "up"}
        disabled={feedback.isPending}
        onClick={() => feedback.mutate({ thumb: "up", reason: "", correction: "" })}
        className="quiet"
      />
      <IconButton
        icon="down"
        label={t("notHelpful")}
        aria-pressed={given === "down"}
        disabled={feedback.isPending}
        onClick={() => setAsking(true)}
        className="quiet"
      />
      <span className="muted" role="status">
        {given && t(given === "up" ? "thanksShort" : "thanks")}
        {feedback.isError && !asking && t("notLoaded")}
      </span>
      {asking && (
        <FeedbackForm
          failed={feedback.isError}
          busy={feedback.isPending}
          onClose={() => setAsking(false)}
          onSend={(reason, correction) => feedback.mutate({ thumb: "down", reason, correction })}
        />
      )}
    </div>
  );
}

/** The whole answer as text, each warning before what it governs, each source named: safe to paste into a report. */
export function forClipboard(answer: Answer): string {
  const text = placed(answer)
    .map((stretch) => {
      const warnings = stretch.warnings.map((warning) => `! ${plainText(warning.text)}`).join("\n");
      return [warnings, stretch.text.replace(/\*\*(.+?)\*\*/g, "$1")].filter(Boolean).join("\n\n");
    })
    .join("\n");
  const sources = answer.citations.map((citation) => {
    const place = [
      citation.revision && `rev. ${citation.revision}`,
      citation.section,
      citation.page && `p. ${citation.page}`,
    ];
    return `[${citation.n}] ${[citation.title, citation.source_id, ...place].filter(Boolean).join(", ")}`;
  });
  return [text, sources.join("\n")].filter(Boolean).join("\n\n");
}
