import { useState } from "react";
import { useDeleteThread, useRenameThread } from "@/features/threads/useThreads";
import type { ThreadSummary } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { ConfirmDelete } from "@/shared/ui/ConfirmDelete";
import { Dialog } from "@/shared/ui/Dialog";

interface Props {
  thread: ThreadSummary;
  onClose: () => void;
  onDeleted: (id: string) => void;
}

/** Give a conversation another name, or delete it, which asks once more. */
export function ThreadDialog({ thread, onClose, onDeleted }: Props) {
  const { t } = useLanguage();
  const [title, setTitle] = useState(thread.title);
  const [sure, setSure] = useState(false);
  const rename = useRenameThread();
  const remove = useDeleteThread();
  const name = title.trim();
  const deleteNow = () =>
    remove.mutate(thread.id, {
      onSuccess: () => {
        onDeleted(thread.id);
        onClose();
      },
    });
  return (
    <Dialog
      onClose={onClose}
      title={t(sure ? "deleteReally" : "rename")}
      label={t("changeConversation", { title: thread.title })}
    >
      {sure ? (
        <ConfirmDelete
          name={thread.title}
          busy={remove.isPending}
          onCancel={() => setSure(false)}
          onDelete={deleteNow}
        />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            rename.mutate({ id: thread.id, title: name }, { onSuccess: onClose });
          }}
        >
          <input
            className="field"
            maxLength={200}
            value={title}
            aria-label={t("rename")}
            onChange={(event) => setTitle(event.target.value)}
          />
          <div className="dialog-actions">
            <button type="button" className="button" onClick={() => setSure(true)}>
              {t("delete")}
            </button>
            <button
              type="submit"
              className="button button-primary"
              disabled={!name || name === thread.title || rename.isPending}
            >
              {t("save")}
            </button>
          </div>
        </form>
      )}
      {(rename.isError || remove.isError) && <p role="alert">{t("notReached")}</p>}
    </Dialog>
  );
}
