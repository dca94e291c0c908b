import type { ToolView } from "@/features/conversation/running/turnState";
import { useLanguage } from "@/shared/i18n/language";
import { isWord, type WordKey } from "@/shared/i18n/languages";

const endings: Partial<Record<ToolView["status"], WordKey>> = {
  empty: "toolEmpty",
  error: "toolError",
  rejected: "toolError",
  timeout: "toolTimeout",
};

/** What the assistant looks at, in plain words, with the time each took. */
export function ToolChips({ tools }: { tools: ToolView[] }) {
  const { t } = useLanguage();
  return (
    <ul className="tool-chips">
      {tools.map((tool) => {
        const ending = endings[tool.status];
        return (
          <li key={tool.id} className={`tool-chip tool-${tool.status}`}>
            <span className="tool-dot" aria-hidden="true" />
            <span>{toolName(tool.name, t)}</span>
            {ending && <span className="tool-note">{t(ending)}</span>}
            {tool.status !== "running" && <span className="tool-time">{duration(tool.ms)}</span>}
          </li>
        );
      })}
    </ul>
  );
}

function toolName(name: string, t: (key: WordKey) => string): string {
  const key = `tool_${name}`;
  if (isWord(key)) return t(key);
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
