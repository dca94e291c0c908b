import { AlertDialog } from "radix-ui";
import { useDeleteThread, useThreads } from "@/features/threads/useThreads";
import type { ThreadSummary } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { useLanguage } from "@/shared/i18n/language";
import { IconButton } from "@/shared/ui/IconButton";
import { LoadError } from "@/shared/ui/LoadError";

interface Props {
  current: string | null;
  onOpen: (thread: ThreadSummary) => void;
  onDeleted: (id: string) => void;
}

export function ThreadList({ current, onOpen, onDeleted }: Props) {
  const { t, language } = useLanguage();
  const threads = useThreads();
  return (
    <section className="threads" aria-labelledby="threads-title">
      <h2 id="threads-title">{t("conversations")}</h2>
      {threads.isError && <LoadError error={threads.error} onRetry={() => void threads.refetch()} />}
      {threads.data?.length === 0 && <p className="muted">{t("noConversations")}</p>}
      <ul>
        {threads.data?.map((thread) => (
          <li key={thread.id} className="thread-row">
            <button
              type="button"
              className="row"
              aria-current={thread.id === current ? "true" : undefined}
              onClick={() => onOpen(thread)}
            >
              <span className="row-title">{thread.title || t("newQuestion")}</span>
              <span className="row-sub">
                <span>{thread.asset}</span>
                <time dateTime={thread.updated}>{when(thread.updated, language)}</time>
              </span>
            </button>
            <DeleteThread thread={thread} onDeleted={onDeleted} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function DeleteThread({ thread, onDeleted }: { thread: ThreadSummary; onDeleted: (id: string) => void }) {
  const { t } = useLanguage();
  const remove = useDeleteThread();
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>
        <IconButton icon="trash" label={t("deleteConversation", { title: thread.title })} className="quiet" />
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="overlay" />
        <AlertDialog.Content className="dialog">
          <AlertDialog.Title>{t("deleteReally")}</AlertDialog.Title>
          <AlertDialog.Description className="muted">{thread.title}</AlertDialog.Description>
          <div className="dialog-actions">
            <AlertDialog.Cancel className="button">{t("cancel")}</AlertDialog.Cancel>
            <AlertDialog.Action
              className="button button-danger"
              onClick={() => remove.mutate(thread.id, { onSuccess: () => onDeleted(thread.id) })}
            >
              {t("delete")}
            </AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
