import { useState } from "react";
import { useDeleteThread, useRenameThread } from "@/features/threads/useThreads";
import type { ThreadSummary } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { IconButton } from "@/shared/ui/IconButton";
import { Modal } from "@/shared/ui/Modal";

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
    <Modal open onClose={onClose} className="dialog" label={t("changeConversation", { title: thread.title })}>
      <div className="dialog-head">
        <h2>{sure ? t("deleteReally") : t("rename")}</h2>
        <IconButton icon="close" label={t("close")} className="quiet" onClick={onClose} />
      </div>
      {sure ? (
        <>
          <p className="muted">{thread.title}</p>
          <div className="dialog-actions">
            <button type="button" className="button" onClick={() => setSure(false)}>
              {t("cancel")}
            </button>
            <button
              type="button"
              className="button button-danger"
              disabled={remove.isPending}
              onClick={deleteNow}
            >
              {t("delete")}
            </button>
          </div>
        </>
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
    </Modal>
  );
}
