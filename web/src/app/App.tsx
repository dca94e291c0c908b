import { useCallback, useRef, useState } from "react";
import { ConnectionBanner } from "@/app/ConnectionBanner";
import { Conversation } from "@/app/Conversation";
import { TopBar } from "@/app/TopBar";
import { useConversation } from "@/app/useConversation";
import { useKeyboard } from "@/app/useKeyboard";
import { usePlace } from "@/app/usePlace";
import { SignIn } from "@/features/session/SignIn";
import { useSession } from "@/features/session/useSession";
import { SourceViewer } from "@/features/sources/SourceViewer";
import { ThreadList } from "@/features/threads/ThreadList";
import { TurbinePicker } from "@/features/turbines/TurbinePicker";
import { useAssets } from "@/features/turbines/useAssets";
import type { Answer } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { useMedia } from "@/shared/media";
import { Sheet } from "@/shared/ui/Sheet";

/** The client, behind the sign-in where the server asks for a key. */
export function App() {
  const session = useSession();
  return session.signedOut ? <SignIn onSignIn={session.signIn} /> : <Workplace />;
}

function Workplace() {
  const { t } = useLanguage();
  const roomForSidebar = useMedia("(min-width: 60rem)");
  const roomForViewer = useMedia("(min-width: 75rem)");
  const phone = useMedia("(max-width: 44rem)");
  const [place, go] = usePlace();
  const [menu, setMenu] = useState(false);
  const [shown, setShown] = useState<{ answer: Answer; n: number } | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const assets = useAssets();
  const { thread, turns, ask, retry, runs, clearUnsent } = useConversation(place, go);
  const tag = place.asset || thread.data?.asset || null;
  const asset = assets.data?.find((one) => one.tag === tag) ?? null;

  const move = (next: typeof place) => {
    setShown(null);
    setMenu(false);
    clearUnsent();
    go(next);
  };
  const step = useCallback((by: number) => {
    setShown((now) => {
      if (!now) return now;
      const at = now.answer.citations.findIndex((citation) => citation.n === now.n);
      const next = now.answer.citations[at + by];
      return next ? { ...now, n: next.n } : now;
    });
  }, []);
  const close = useCallback(() => {
    setShown((now) => {
      if (now)
        document.querySelector<HTMLElement>(`.marker[data-citation="${now.n}"][aria-pressed=true]`)?.focus();
      return null;
    });
  }, []);
  useKeyboard({ input, onEscape: close, onStep: shown ? step : null });

  const sidebar = (
    <nav className="sidebar" aria-label={t("menu")}>
      <TurbinePicker
        chosen={tag}
        onChoose={(chosen) => move({ asset: chosen, thread: chosen === tag ? place.thread : null })}
      />
      <ThreadList
        current={place.thread}
        onOpen={(opened) => move({ asset: opened.asset, thread: opened.id })}
        onDeleted={(id) => id === place.thread && move({ ...place, thread: null })}
      />
    </nav>
  );
  const viewer = shown && (
    <SourceViewer
      citations={shown.answer.citations}
      active={shown.n}
      onShow={(n) => setShown({ ...shown, n })}
      onClose={close}
    />
  );

  return (
    <div className={`app ${roomForViewer && shown ? "with-viewer" : ""}`}>
      <a className="skip" href="#question">
        {t("skipToQuestion")}
      </a>
      <TopBar
        asset={asset}
        onMenu={roomForSidebar ? null : () => setMenu(true)}
        onNew={() => {
          move({ asset: tag, thread: null });
          input.current?.focus();
        }}
      />
      <ConnectionBanner />
      <div className="columns">
        {roomForSidebar ? (
          sidebar
        ) : (
          <Sheet open={menu} onClose={() => setMenu(false)} side="left" title={t("menu")}>
            {sidebar}
          </Sheet>
        )}
        <Conversation
          turns={turns}
          asset={asset}
          tag={tag}
          tags={assets.data?.map((one) => one.tag) ?? []}
          loading={thread.isLoading && turns.length === 0}
          error={thread.error}
          shown={shown && { answerId: shown.answer.id, n: shown.n }}
          inputRef={input}
          onReload={() => void thread.refetch()}
          onAsk={(text) => void ask(text)}
          onRetry={(turn) => void retry(turn)}
          onStop={(turn) => runs.stop(turn, place.thread ?? "")}
          onCite={(citation, answer) => setShown({ answer, n: citation.n })}
          onDecided={() => void thread.refetch()}
          onChooseTurbine={roomForSidebar ? null : () => setMenu(true)}
        />
        {roomForViewer ? (
          shown && (
            <aside className="viewer-column" aria-label={t("sources")}>
              {viewer}
            </aside>
          )
        ) : (
          <Sheet open={shown !== null} onClose={close} side={phone ? "bottom" : "right"} title={t("sources")}>
            {viewer}
          </Sheet>
        )}
      </div>
    </div>
  );
}
