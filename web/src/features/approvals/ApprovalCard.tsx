import { useMutation } from "@tanstack/react-query";
import type { PendingApproval } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { ApiError, postJson } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";

type Decision = "approve" | "reject";

/** A change of a record that waits for this person: exactly what would be written, then yes or no, once. */
export function ApprovalCard({ approval, onDecided }: { approval: PendingApproval; onDecided: () => void }) {
  const { t, language } = useLanguage();
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      postJson(`/api/approvals/${encodeURIComponent(approval.id)}`, { decision }),
    onSuccess: onDecided,
  });
  const expired = new Date(approval.expires_at) < new Date();
  const conflict = decide.error instanceof ApiError && decide.error.status === 409;
  const open = !decide.isSuccess && !conflict && !expired;
  return (
    <div className="approval">
      <p className="approval-summary">{approval.summary}</p>
      <dl className="fields">
        {Object.entries(approval.args).map(([name, value]) => (
          <div key={name}>
            <dt>{name.replaceAll("_", " ")}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
      </dl>
      {open && (
        <div className="dialog-actions">
          <button
            type="button"
            className="button"
            disabled={decide.isPending}
            onClick={() => decide.mutate("reject")}
          >
            {t("reject")}
          </button>
          <button
            type="button"
            className="button button-primary"
            disabled={decide.isPending}
            onClick={() => decide.mutate("approve")}
          >
            {t("approve")}
          </button>
        </div>
      )}
      <p className="muted small" role="status">
        {decide.isSuccess
          ? t(decide.variables === "approve" ? "approved" : "rejected")
          : conflict
            ? t("alreadyDecided")
            : expired
              ? t("expired")
              : decide.isError
                ? decide.error instanceof ApiError
                  ? decide.error.message
                  : t("notReached")
                : t("expires", { time: when(approval.expires_at, language) })}
      </p>
    </div>
  );
}
