import { isOver, type TurnState } from "@/features/conversation/turnState";
import { useLanguage } from "@/shared/i18n/language";
import { plainText } from "@/shared/markdown/inline";

/** Reads each warning and sentence aloud once, as it arrives, and says when the answer is complete. */
export function Announcer({ turn }: { turn: TurnState | undefined }) {
  const { t } = useLanguage();
  const key = turn?.key ?? "";
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-atomic="false">
      {turn?.warnings.map((warning) => (
        <p key={`${key} ${warning.text}`}>{`${t("warning")}: ${plainText(warning.text)}`}</p>
      ))}
      {turn?.sentences.map((sentence) => (
        <p key={`${key} ${sentence}`}>{plainText(sentence)}</p>
      ))}
      {turn && isOver(turn.phase) && turn.tools.length > 0 && (
        <p>{`${t("answerReady")} ${t("sourcesCount", { n: turn.answer?.citations.length ?? 0 })}`}</p>
      )}
    </div>
  );
}
