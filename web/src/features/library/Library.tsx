import { useState } from "react";
import { UploadDocuments } from "@/features/library/UploadDocuments";
import { useDocuments, useRemoveDocument } from "@/features/library/useDocuments";
import type { IndexedDocument, Person } from "@/shared/api-types";
import { day } from "@/shared/dates";
import { useLanguage } from "@/shared/i18n/language";
import { languageName } from "@/shared/i18n/languages";
import { matches } from "@/shared/matching";
import { ConfirmDelete } from "@/shared/ui/ConfirmDelete";
import { Dialog } from "@/shared/ui/Dialog";
import { IconButton } from "@/shared/ui/IconButton";
import { LoadError } from "@/shared/ui/LoadError";

/** What is indexed; for those who may, adding and removing. */
export function Library({ person }: { person: Person }) {
  const { t } = useLanguage();
  const documents = useDocuments();
  const [query, setQuery] = useState("");
  const [removing, setRemoving] = useState<IndexedDocument | null>(null);
  const all = [...(documents.data ?? [])].sort((a, b) => a.title.localeCompare(b.title));
  const found = all.filter(({ title, number, path, applies_to }) =>
    matches(query, title, number, path, applies_to.models.join(" ")),
  );
  return (
    <main className="page">
      <h2>{t("library")}</h2>
      {person.may_change_library && <UploadDocuments person={person} />}
      {documents.isError && !documents.data && (
        <LoadError error={documents.error} onRetry={() => void documents.refetch()} />
      )}
      {documents.data?.length === 0 && <p className="muted">{t("noDocuments")}</p>}
      {all.length > 0 && (
        <input
          type="search"
          className="field"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          placeholder={t("findDocument")}
          aria-label={t("findDocument")}
        />
      )}
      {all.length > 0 && found.length === 0 && <p className="muted">{t("noDocument", { query })}</p>}
      <ul className="documents">
        {found.map((document) => (
          <DocumentRow
            key={document.id}
            document={document}
            onRemove={person.may_change_library ? () => setRemoving(document) : null}
          />
        ))}
      </ul>
      {removing && <RemoveDialog document={removing} onClose={() => setRemoving(null)} />}
    </main>
  );
}

function DocumentRow({ document, onRemove }: { document: IndexedDocument; onRemove: (() => void) | null }) {
  const { t, language } = useLanguage();
  const facts = [
    document.number,
    document.revision && t("revision", { rev: document.revision }),
    document.issued && day(document.issued, language),
    document.language && languageName(document.language, language),
    document.pages !== null && t("pagesCount", { count: document.pages }),
    document.applies_to.models.join(", "),
    document.superseded_by && t("superseded"),
  ];
  return (
    <li className="document-row">
      <div>
        <h3>{document.title}</h3>
        <p className="muted small">{facts.filter(Boolean).join(" · ")}</p>
        {document.problems.map((problem) => (
          <p key={problem} className="small">
            {problem}
          </p>
        ))}
      </div>
      {onRemove && (
        <IconButton
          icon="trash"
          label={t("removeDocument", { title: document.title })}
          className="quiet"
          onClick={onRemove}
        />
      )}
    </li>
  );
}

function RemoveDialog({ document, onClose }: { document: IndexedDocument; onClose: () => void }) {
  const { t } = useLanguage();
  const remove = useRemoveDocument();
  return (
    <Dialog onClose={onClose} title={t("removeReally")}>
      {remove.isError && <p role="alert">{t("notReached")}</p>}
      <ConfirmDelete
        name={document.title}
        busy={remove.isPending}
        onCancel={onClose}
        onDelete={() => remove.mutate(document.id, { onSuccess: onClose })}
      />
    </Dialog>
  );
}
