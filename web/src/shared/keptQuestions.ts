/**
 * Questions of this device that are not answered yet, in IndexedDB: on their way, under way, or broken off, with what
 * had arrived. A device that cannot keep anything (private mode, full) still asks; it is only told so.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

export interface KeptQuestion {
  /** Also the `Idempotency-Key`: however often it is sent, it is asked once. */
  key: string;
  person: string;
  threadId: string | null;
  asset: string | null;
  question: string;
  runId: string | null;
  lastEventId: string | null;
  /** What was said so far, as the turn's reducer keeps it. */
  said: unknown[];
  state: "open" | "failed" | "stopped";
  created: number;
}

interface Schema extends DBSchema {
  questions: { key: string; value: KeptQuestion };
}

const MOST_BROKEN = 50;
let opened: Promise<IDBPDatabase<Schema>> | null = null;

function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("nacelle", 1, {
    upgrade: (db) => void db.createObjectStore("questions", { keyPath: "key" }),
  });
  return opened;
}

/** Whether it could be kept. */
export async function keepQuestion(question: KeptQuestion): Promise<boolean> {
  try {
    await (await database()).put("questions", question);
    return true;
  } catch {
    return false;
  }
}

export async function forgetQuestion(key: string): Promise<void> {
  try {
    await (await database()).delete("questions", key);
  } catch {
    // it was not kept
  }
}

/** This person's, oldest first; of those that broke off only the newest are kept. */
export async function keptQuestions(person: string): Promise<KeptQuestion[]> {
  try {
    const all = await (await database()).getAll("questions");
    const own = all.filter((each) => each.person === person).sort((a, b) => a.created - b.created);
    const broken = own.filter((each) => each.state !== "open");
    const old = new Set(broken.slice(0, Math.max(0, broken.length - MOST_BROKEN)));
    for (const each of old) void forgetQuestion(each.key);
    return own.filter((each) => !old.has(each));
  } catch {
    return [];
  }
}
