import { isOver, type TurnState } from "@/features/conversation/running/turnState";
import { useLanguage } from "@/shared/i18n/language";
import { plainText } from "@/shared/markdown/inline";

/** Reads each warning and sentence aloud once, as it arrives, and says when the answer is complete. */
export function Announcer({ turn }: { turn: TurnState | undefined }) {
  const { t } = useLanguage();
  const key = turn?.key ?? "";
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-atomic="false">
      {turn?.said.map((each) =>
        each.kind === "warning" ? (
          <p key={`${key} ${each.warning.text}`}>{`${t("warning")}: ${plainText(each.warning.text)}`}</p>
        ) : (
          <p key={`${key} ${each.text}`}>{plainText(each.text)}</p>
        ),
      )}
      {turn && isOver(turn.phase) && turn.tools.length > 0 && (
        <p>{`${t("answerReady")} ${t("sourcesCount", { count: turn.answer?.citations.length ?? 0 })}`}</p>
      )}
    </div>
  );
}
