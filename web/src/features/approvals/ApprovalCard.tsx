import { useId, useState } from "react";
import { argumentWords } from "@/features/approvals/argumentNames";
import { Outcome } from "@/features/approvals/Outcome";
import { useApproval } from "@/features/approvals/useApproval";
import type { PendingApproval } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { ApiError } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";

/** A change of a record that waits for a person: exactly what would be written, then yes or no, once; then what came of it. */
export function ApprovalCard({ approval, onDecided }: { approval: PendingApproval; onDecided: () => void }) {
  const { t, language } = useLanguage();
  const [note, setNote] = useState("");
  const heading = useId();
  const { approval: current, loading, unknown, decide } = useApproval(approval.id, onDecided);
  const expired = current?.expired === true;
  const decided = current !== undefined && current.status !== "pending";
  const open = !loading && !decided && !expired;
  const mine = open && current?.may_decide === true;
  const problem = decide.error ?? unknown;
  const error = problem instanceof ApiError ? problem.message : problem && t("notReached");
  return (
    <section className={`approval approval-${current?.status ?? "pending"}`} aria-labelledby={heading}>
      {open && (
        <p className="status-label status-awaiting_approval">{t(mine ? "statusAwaiting" : "inbox")}</p>
      )}
      <h3 className="approval-summary" id={heading}>
        {approval.summary}
      </h3>
      <dl className="fields">
        {Object.entries(approval.args).map(([name, value]) => {
          const word = argumentWords[name];
          return (
            <div key={name}>
              <dt>{word ? t(word) : name.replaceAll("_", " ")}</dt>
              <dd>{String(value)}</dd>
            </div>
          );
        })}
      </dl>
      {mine && (
        <>
          <label className="stacked">
            {t("approvalNote")}
            <input
              className="field"
              maxLength={2000}
              value={note}
              disabled={decide.isPending}
              onChange={(event) => setNote(event.target.value)}
            />
          </label>
          <div className="approval-choice">
            <button
              type="button"
              className="button"
              disabled={decide.isPending}
              onClick={() => decide.mutate({ decision: "reject", note })}
            >
              {t("reject")}
            </button>
            <button
              type="button"
              className="button button-primary"
              disabled={decide.isPending}
              onClick={() => decide.mutate({ decision: "approve", note })}
            >
              {t("approve")}
            </button>
          </div>
        </>
      )}
      <div role="status">
        {decide.isPending ? (
          <p>{t("approvalWriting")}</p>
        ) : decided ? (
          <Outcome approval={current} />
        ) : expired ? (
          <p className="approval-state">{t("expired")}</p>
        ) : (
          error && <p className="approval-error">{error}</p>
        )}
      </div>
      {!decided && (
        <p className="muted small">
          {[
            approval.roles?.length > 0 &&
              t(approval.site ? "decidesAt" : "decides", {
                roles: approval.roles.join(", "),
                site: approval.site,
              }),
            approval.requested_by && t("askedBy", { name: approval.requested_by }),
            !expired && t("expires", { time: when(approval.expires_at, language) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
    </section>
  );
}
