import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApprovalCard } from "@/features/approvals/ApprovalCard";
import { useInbox } from "@/features/approvals/useInbox";
import type { Approval } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { LoadError } from "@/shared/ui/LoadError";

/** A planner's desk: what waits, each with what it would write; decided ones stay until the page is left. */
export function Inbox() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const inbox = useInbox();
  const [decided, setDecided] = useState<Approval[]>([]);
  const waiting = inbox.data ?? [];
  const shown = [...waiting, ...decided.filter(({ id }) => !waiting.some((each) => each.id === id))];
  const sorted = shown.sort((a, b) => a.created.localeCompare(b.created));
  return (
    <main className="page">
      <h2>{t("inbox")}</h2>
      {inbox.isError && !inbox.data && <LoadError error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.data && sorted.length === 0 && <p className="muted">{t("inboxEmpty")}</p>}
      {sorted.map((approval) => (
        <ApprovalCard
          key={approval.id}
          approval={approval}
          onDecided={() => {
            setDecided((before) => [...before, approval]);
            void client.invalidateQueries({ queryKey: ["approvals"], exact: true });
          }}
        />
      ))}
    </main>
  );
}
