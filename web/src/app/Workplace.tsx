import { lazy, Suspense, useRef, useState } from "react";
import { ConnectionBanner } from "@/app/ConnectionBanner";
import { Conversation } from "@/app/Conversation";
import { Sidebar } from "@/app/Sidebar";
import { TopBar } from "@/app/TopBar";
import { useConversation } from "@/app/useConversation";
import { useKeyboard } from "@/app/useKeyboard";
import { type Place, usePlace } from "@/app/usePlace";
import { useShownSource } from "@/app/useShownSource";
import type { Session } from "@/features/session/useSession";
import { useAssets } from "@/features/turbines/useAssets";
import type { Answer, Citation, Person } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { useMedia } from "@/shared/media";
import { useStable } from "@/shared/stable";
import { Sheet } from "@/shared/ui/Sheet";

const SourceViewer = lazy(() =>
  import("@/features/sources/SourceViewer").then((module) => ({ default: module.SourceViewer })),
);

const Library = lazy(() =>
  import("@/features/library/Library").then((module) => ({ default: module.Library })),
);
const Inbox = lazy(() => import("@/features/approvals/Inbox").then((module) => ({ default: module.Inbox })));

const Evaluations = lazy(() =>
  import("@/features/evaluations/Evaluations").then((module) => ({ default: module.Evaluations })),
);

const noTags: string[] = [];

export function Workplace({ person, session }: { person: Person; session: Session }) {
  const { t } = useLanguage();
  const roomForSidebar = useMedia("(min-width: 60rem)");
  const roomForViewer = useMedia("(min-width: 75rem)");
  const phone = useMedia("(max-width: 44rem)");
  const [place, go] = usePlace();
  const [menu, setMenu] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  const { shown, show, step, close } = useShownSource();
  const assets = useAssets();
  const { thread, turns, ask, retry, runs } = useConversation(person.name, place, go);
  const tag = place.asset || thread.asset || null;
  const asset = assets.data?.find((one) => one.tag === tag) ?? null;
  useKeyboard({ input, onEscape: close, onStep: shown ? step : null });

  const cite = useStable((citation: Citation, answer: Answer) => show({ answer, n: citation.n }));
  const move = (next: Place) => {
    show(null);
    setMenu(false);
    go(next);
  };
  const sidebar = <Sidebar place={place} engineer={person.may_change_library} tag={tag} onMove={move} />;
  const viewer = shown && (
    <Suspense fallback={<div className="skeleton-list" />}>
      <SourceViewer
        answer={shown.answer}
        active={shown.n}
        asset={asset}
        onShow={(n) => show({ ...shown, n })}
        onClose={close}
      />
    </Suspense>
  );
  return (
    <div className={`app ${roomForViewer && shown ? "with-viewer" : ""}`}>
      <a className="skip" href="#question">
        {t("skipToQuestion")}
      </a>
      <TopBar
        asset={asset}
        session={session}
        onMenu={roomForSidebar ? null : () => setMenu(true)}
        onNew={() => {
          move({ view: null, asset: tag, thread: null });
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
        {place.view && (
          <Suspense fallback={<div className="skeleton-list" />}>
            {place.view === "library" && <Library person={person} />}
            {place.view === "inbox" && <Inbox />}
            {place.view === "evaluations" && <Evaluations onCite={cite} />}
          </Suspense>
        )}
        <Conversation
          hidden={place.view !== null}
          person={person.name}
          turns={turns}
          asset={asset}
          tag={tag}
          tags={useTags(assets.data)}
          loading={thread.isLoading && turns.length === 0}
          error={turns.length === 0 ? thread.error : null}
          shown={shown && { answerId: shown.answer.id, n: shown.n }}
          inputRef={input}
          onReload={() => void thread.refetch()}
          onEarlier={thread.earlier}
          loadingEarlier={thread.loadingEarlier}
          onAsk={useStable(ask)}
          onRetry={useStable(retry)}
          onStop={runs.stop}
          onCite={cite}
          onDecided={useStable(() => void thread.refetch())}
          onChoose={(chosen) => move({ view: null, asset: chosen, thread: null })}
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

/** The same list as long as the machines are the same. */
function useTags(assets: readonly { tag: string }[] | undefined): readonly string[] {
  const kept = useRef<{ of: typeof assets; tags: readonly string[] }>({ of: undefined, tags: noTags });
  if (assets && kept.current.of !== assets)
    kept.current = { of: assets, tags: assets.map((asset) => asset.tag) };
  return kept.current.tags;
}
