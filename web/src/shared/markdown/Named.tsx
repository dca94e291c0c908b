import { createContext, type ReactNode, use } from "react";

/** What stands in a text under its own name ("WO-10234", "7.3"), and how it is opened. */
export interface Names {
  /** Finds any of the names; null where there are none. */
  pattern: RegExp | null;
  open: (name: string) => void;
}

const NamesContext = createContext<Names>({ pattern: null, open: () => undefined });

/** Within, each of the names in a text can be pressed. */
export function NamesProvider({ names, children }: { names: Names; children: ReactNode }) {
  return <NamesContext value={names}>{children}</NamesContext>;
}

/** The text, its names as buttons. */
export function Named({ text }: { text: string }) {
  const { pattern, open } = use(NamesContext);
  if (!pattern) return <>{text}</>;
  return (
    <>
      {text.split(pattern).map((part, i) =>
        i % 2 === 0 ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
          <button key={i} type="button" className="name" onClick={() => open(part)}>
            {part}
          </button>
        ),
      )}
    </>
  );
}

/** One pattern for all the names, each as a whole word; its matches are captured, for `split`. */
export function namesPattern(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null;
  const longestFirst = names.toSorted((a, b) => b.length - a.length);
  const any = longestFirst.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}.-])(${any})(?![\\p{L}\\p{N}]|[.-][\\p{L}\\p{N}])`, "u");
}
