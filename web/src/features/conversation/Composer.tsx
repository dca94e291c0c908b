import { type Ref, useEffect, useState } from "react";
import { useLanguage } from "@/shared/i18n/language";
import { recall, remember } from "@/shared/storage";
import { Icon } from "@/shared/ui/Icon";

interface Props {
  /** Whose draft it is: nobody else sees it. */
  person: string;
  tag: string | null;
  busy: boolean;
  onAsk: (text: string) => void;
  onStop: (() => Promise<void>) | null;
  inputRef: Ref<HTMLTextAreaElement>;
}

/** The question field. Enter asks, Shift+Enter breaks the line; a draft survives a reload. */
export function Composer({ person, tag, busy, onAsk, onStop, inputRef }: Props) {
  const { t } = useLanguage();
  const draft = `draft.${person}`;
  const [text, setText] = useState(() => recall(draft) ?? "");
  const [stopping, setStopping] = useState(false);
  const [unstopped, setUnstopped] = useState(false);
  useEffect(() => remember(draft, text || null), [draft, text]);
  useEffect(() => {
    if (busy) return;
    setStopping(false);
    setUnstopped(false);
  }, [busy]);
  const ask = () => {
    const question = text.trim();
    if (!question || busy) return;
    setText("");
    // a phone's keyboard would cover the answer
    if (matchMedia("(pointer: coarse)").matches) document.querySelector<HTMLElement>("#question")?.blur();
    onAsk(question);
  };
  const label = tag ? t("askAbout", { tag }) : t("askAnything");
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      {unstopped && (
        <p className="composer-note" role="alert">
          {t("stopFailed")}
        </p>
      )}
      <div className="grow" data-text={text}>
        <textarea
          ref={inputRef}
          id="question"
          value={text}
          rows={1}
          maxLength={4000}
          enterKeyHint="send"
          placeholder={label}
          aria-label={label}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
              event.preventDefault();
              ask();
            }
          }}
        />
      </div>
      {busy && onStop ? (
        // A key of its own: were it the button that asks, the press that stops would also send the draft.
        <button
          key="stop"
          type="button"
          className="send stop"
          disabled={stopping}
          aria-label={stopping ? t("stopping") : t("stop")}
          title={stopping ? t("stopping") : t("stop")}
          onClick={() => {
            setStopping(true);
            setUnstopped(false);
            onStop().catch(() => {
              setStopping(false);
              setUnstopped(true);
            });
          }}
        >
          <Icon name="stop" />
        </button>
      ) : (
        <button
          key="ask"
          type="submit"
          className="send"
          disabled={!text.trim() || busy}
          aria-label={t("ask")}
          title={t("ask")}
        >
          <Icon name="send" />
        </button>
      )}
    </form>
  );
}
