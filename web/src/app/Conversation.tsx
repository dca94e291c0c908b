import { type RefObject, useEffect, useRef } from "react";
import { Announcer } from "@/features/conversation/Announcer";
import { Composer } from "@/features/conversation/Composer";
import { EmptyConversation } from "@/features/conversation/EmptyConversation";
import { turnGroups } from "@/features/conversation/running/turnGroups";
import { isOver, type TurnState } from "@/features/conversation/running/turnState";
import { Turn } from "@/features/conversation/Turn";
import type { Answer, Asset, Citation } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { LoadError } from "@/shared/ui/LoadError";

interface Props {
  /** While another page is looked at; runs and the draft go on. */
  hidden: boolean;
  person: string;
  turns: TurnState[];
  asset: Asset | null;
  tag: string | null;
  tags: readonly string[];
  loading: boolean;
  error: Error | null;
  shown: { answerId: string; n: number } | null;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  onReload: () => void;
  onEarlier: (() => void) | null;
  loadingEarlier: boolean;
  onAsk: (text: string) => void;
  onRetry: (turn: TurnState) => void;
  onStop: (turn: TurnState) => Promise<void>;
  onCite: (citation: Citation, answer: Answer) => void;
  onDecided: () => void;
  onChoose: (tag: string) => void;
  onChooseTurbine: (() => void) | null;
}

export function Conversation(props: Props) {
  const { turns, asset, tag, tags, loading, error, shown, inputRef } = props;
  const { t } = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  const last = turns.at(-1);
  const running = last && !isOver(last.phase) ? last : undefined;
  const lastKey = last?.key;
  const anchor = useAnchor(turns);
  useEffect(() => {
    if (lastKey)
      list.current?.querySelector(".turn-group:last-child > :last-child")?.scrollIntoView({ block: "start" });
  }, [lastKey]);
  return (
    <main className="conversation" hidden={props.hidden} aria-label={t("answer")}>
      <div className="turns" ref={list}>
        {loading && <div className="skeleton-list" aria-hidden="true" />}
        {error && <LoadError error={error} onRetry={props.onReload} />}
        {!loading && !error && turns.length === 0 && (
          <EmptyConversation
            asset={asset}
            onAsk={props.onAsk}
            onChoose={props.onChoose}
            onChooseTurbine={props.onChooseTurbine}
          />
        )}
        {props.onEarlier && (
          <button
            type="button"
            className="button earlier"
            disabled={props.loadingEarlier}
            onClick={props.onEarlier}
          >
            {t("earlierTurns")}
          </button>
        )}
        {turnGroups(turns, anchor).map((group) => (
          <div key={group.key} className="turn-group">
            {group.turns.map((turn) => (
              <Turn
                key={turn.key}
                turn={turn}
                last={turn === last}
                tags={tags}
                activeCitation={shown && turn.answer?.id === shown.answerId ? shown.n : null}
                onCite={props.onCite}
                onAsk={props.onAsk}
                onRetry={props.onRetry}
                onDecided={props.onDecided}
              />
            ))}
          </div>
        ))}
      </div>
      <Announcer turn={last} />
      <Composer
        person={props.person}
        tag={tag}
        busy={running !== undefined}
        inputRef={inputRef}
        onAsk={props.onAsk}
        onStop={running ? () => props.onStop(running) : null}
      />
    </main>
  );
}

/** The key of the turn that was first when the thread was opened, which its groups are counted from. */
function useAnchor(turns: readonly TurnState[]): string | undefined {
  const anchor = useRef<string>(undefined);
  if (!turns.some((turn) => turn.key === anchor.current)) anchor.current = turns[0]?.key;
  return anchor.current;
}
