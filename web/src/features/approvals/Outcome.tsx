import type { Approval } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { useLanguage } from "@/shared/i18n/language";
import type { WordKey } from "@/shared/i18n/languages";
import { isNamed, spoken } from "@/shared/people";
import { Icon } from "@/shared/ui/Icon";

const stateWords: Partial<Record<Approval["status"], WordKey>> = {
  approved: "approved",
  running: "approved",
  done: "approvalDone",
  failed: "approvalFailed",
  rejected: "rejected",
  withdrawn: "approvalWithdrawn",
};

/** What became of a write: the decision, whose it was, and what it gave or why it could not be done. */
export function Outcome({ approval }: { approval: Approval }) {
  const { t, language } = useLanguage();
  const word = stateWords[approval.status];
  const reason = approval.status === "failed" ? text(approval.result?.reason) : "";
  const number = approval.tool === "create_work_order" ? text(approval.result?.work_order) : "";
  return (
    <>
      <p className="approval-state">
        {approval.status === "done" && <Icon name="check" size={20} />}
        <span>
          {[word && t(word), number && t("approvalCreated", { number }), reason].filter(Boolean).join(": ")}
        </span>
      </p>
      {approval.decided_by && (
        <p className="muted small">
          {isNamed(approval.decided_by)
            ? t("decidedBy", { name: spoken(approval.decided_by), time: when(approval.decided_at, language) })
            : when(approval.decided_at, language)}
          {approval.note && ` · ${approval.note}`}
        </p>
      )}
    </>
  );
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
