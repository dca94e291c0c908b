import { useId, useState } from "react";
import { Arguments, type Changes, changed } from "@/features/approvals/Arguments";
import { Outcome } from "@/features/approvals/Outcome";
import { useApproval } from "@/features/approvals/useApproval";
import type { PendingApproval } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { ApiError } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";
import { isNamed, spoken } from "@/shared/people";

/** A change of a record that waits for a person: exactly what would be written, then yes or no, once; then what came of it. */
export function ApprovalCard({ approval, onDecided }: { approval: PendingApproval; onDecided: () => void }) {
  const { t, language } = useLanguage();
  const [note, setNote] = useState("");
  const [changes, setChanges] = useState<Changes | null>(null);
  const heading = useId();
  const { approval: current, loading, unknown, decide } = useApproval(approval.id, onDecided);
  const expired = current?.expired === true;
  const decided = current !== undefined && current.status !== "pending";
  const open = !loading && !decided && !expired;
  const mine = open && current?.may_decide === true;
  const alike = current?.alike ?? [];
  const own = changed(approval.args, changes);
  const problem = decide.error ?? unknown;
  const error = problem instanceof ApiError ? problem.message : problem && t("notReached");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this is
    <div
      role="group"
      className={`approval approval-${current?.status ?? "pending"}`}
      aria-labelledby={heading}
    >
      {open && (
        <p className="status-label status-awaiting_approval">{t(mine ? "statusAwaiting" : "inbox")}</p>
      )}
      <h3 className="approval-summary" id={heading}>
        {current?.summary ?? approval.summary}
      </h3>
      <Arguments
        args={current?.args ?? approval.args}
        summary={current?.summary ?? approval.summary}
        changes={mine ? changes : null}
        onChange={setChanges}
      />
      {open && alike.length > 0 && (
        <ul className="notice" aria-label={t("notice")}>
          {alike.map(({ number, title }) => (
            <li key={number}>{t("duplicates", { number, title })}</li>
          ))}
        </ul>
      )}
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
          {!changes && (
            <button type="button" className="button approval-edit" onClick={() => setChanges({})}>
              {t("edit")}
            </button>
          )}
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
              onClick={() => decide.mutate({ decision: "approve", note, ...(own ? { changes: own } : {}) })}
            >
              {t(own ? "approveChanged" : "approve")}
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
            isNamed(approval.requested_by) && t("askedBy", { name: spoken(approval.requested_by) }),
            !expired && t("expires", { time: when(approval.expires_at, language) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
    </div>
  );
}
