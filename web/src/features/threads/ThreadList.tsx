import { useState } from "react";
import { ThreadDialog } from "@/features/threads/ThreadDialog";
import { useThreads } from "@/features/threads/useThreads";
import type { ThreadSummary } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { useLanguage } from "@/shared/i18n/language";
import { matches } from "@/shared/matching";
import { IconButton } from "@/shared/ui/IconButton";
import { LoadError } from "@/shared/ui/LoadError";

interface Props {
  current: string | null;
  onOpen: (thread: ThreadSummary) => void;
  onDeleted: (id: string) => void;
}

/** From so many on, looking through the list takes longer than typing. */
const SEARCH_FROM = 6;
const PAGE = 20;

export function ThreadList({ current, onOpen, onDeleted }: Props) {
  const { t } = useLanguage();
  const threads = useThreads();
  const [query, setQuery] = useState("");
  const [shown, setShown] = useState(PAGE);
  const [chosen, setChosen] = useState<ThreadSummary | null>(null);
  const all = threads.data ?? [];
  const found = all.filter((thread) => matches(query, thread.title, thread.asset));
  return (
    <section className="threads" aria-labelledby="threads-title">
      <h2 id="threads-title">{t("conversations")}</h2>
      {all.length >= SEARCH_FROM && (
        <input
          type="search"
          className="field"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          placeholder={t("findConversation")}
          aria-label={t("findConversation")}
        />
      )}
      {threads.isError && !threads.data && (
        <LoadError error={threads.error} onRetry={() => void threads.refetch()} />
      )}
      {threads.data?.length === 0 && <p className="muted">{t("noConversations")}</p>}
      {all.length > 0 && found.length === 0 && <p className="muted">{t("noConversationFound", { query })}</p>}
      <ul>
        {found.slice(0, shown).map((thread) => (
          <ThreadRow
            key={thread.id}
            thread={thread}
            current={thread.id === current}
            onOpen={onOpen}
            onChange={setChosen}
          />
        ))}
      </ul>
      {found.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + PAGE)}>
          {t("showMore")}
        </button>
      )}
      {chosen && <ThreadDialog thread={chosen} onClose={() => setChosen(null)} onDeleted={onDeleted} />}
    </section>
  );
}

interface RowProps {
  thread: ThreadSummary;
  current: boolean;
  onOpen: (thread: ThreadSummary) => void;
  onChange: (thread: ThreadSummary) => void;
}

function ThreadRow({ thread, current, onOpen, onChange }: RowProps) {
  const { t, language } = useLanguage();
  return (
    <li className="thread-row">
      <button
        type="button"
        className="row"
        aria-current={current ? "true" : undefined}
        onClick={() => onOpen(thread)}
      >
        <span className="row-title">{thread.title || t("newQuestion")}</span>
        <span className="row-sub">
          <span>{thread.asset}</span>
          <time dateTime={thread.updated}>{when(thread.updated, language)}</time>
        </span>
      </button>
      <IconButton
        icon="more"
        label={t("changeConversation", { title: thread.title })}
        className="quiet"
        onClick={() => onChange(thread)}
      />
    </li>
  );
}
