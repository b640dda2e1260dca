/** A description or a candidate that stands somewhere in a text of an application that this lab does not know. */
export interface EmbeddedSignals {
  /** Returns what stands in its place. The description's type is the application's word, or else follows from its `a=setup`. */
  description(description: { readonly type: "offer" | "answer"; readonly sdp: string }): string;
  /** Returns what stands in its place. @param candidate with "candidate:" before it, as browsers write it */
  candidate(candidate: string): string;
  /** Opens a string that the application encrypted with a key that the attacker knows. Left out: there is no such key. */
  readonly unseal?: Unseal | undefined;
}

/** What an encrypted string holds, and how to encrypt another one in its place; undefined for a string that is none. */
export type Unseal = (sealed: string) => Unsealed | undefined;

export interface Unsealed {
  readonly text: string;
  seal(text: string): string;
}

/**
 * Puts others in place of all descriptions and candidates in a text: the text may be one, or JSON that has them at any
 * depth, also in strings that are JSON themselves. A text in which nothing changes keeps its bytes; else the JSON around it
 * is written anew. It finds nothing in binary formats, compressed text, or what is encrypted and `unseal` does not open.
 */
export function replaceSignals(text: string, signals: EmbeddedSignals): string {
  return inString(text, {}, signals, MAX_DEPTH);
}

/** Deeper than any application nests them, and shallow enough for the stack. */
const MAX_DEPTH = 64;

function inString(text: string, owner: object, signals: EmbeddedSignals, depth: number): string {
  // RFC 8866 §5: the version line is the first.
  if (text.startsWith("v=0")) return signals.description({ type: typeOf(owner, text), sdp: text });
  if (text.startsWith("candidate:")) return signals.candidate(text);
  if (depth === 0) return text;
  const unsealed = signals.unseal?.(text);
  if (unsealed) {
    const inner = inString(unsealed.text, owner, signals, depth - 1);
    return inner === unsealed.text ? text : unsealed.seal(inner);
  }
  const json = /^\s*[[{]/.test(text) ? parsed(text) : undefined;
  if (json === undefined) return text;
  const changed = inValue(json, {}, signals, depth - 1);
  return changed === json ? text : JSON.stringify(changed);
}

/** Returns the value itself where nothing changed. */
function inValue(value: unknown, owner: object, signals: EmbeddedSignals, depth: number): unknown {
  if (typeof value === "string") return inString(value, owner, signals, depth);
  if (typeof value !== "object" || value === null || depth === 0) return value;
  const before: [string, unknown][] = Object.entries(value);
  const after = before.map(([key, inner]): [string, unknown] => [
    key,
    inValue(inner, value, signals, depth - 1),
  ]);
  if (after.every(([, inner], index) => inner === before[index]?.[1])) return value;
  if (Array.isArray(value)) return after.map(([, inner]) => inner);
  return Object.fromEntries(after.map(([key, inner]) => [key, isStale(key, value) ? null : inner]));
}

/** A candidate's second name for its ICE credentials (W3C WebRTC §4.8.1.1): a stack refuses one that its description does not have. */
function isStale(key: string, owner: object): boolean {
  return key === "usernameFragment" && "candidate" in owner;
}

function typeOf(owner: object, sdp: string): "offer" | "answer" {
  const type: unknown = "type" in owner ? owner.type : undefined;
  if (type === "offer" || type === "answer") return type;
  // RFC 8842 §5.2: an offer leaves the role open; §5.3: an answer may not.
  return /^a=setup:actpass/m.test(sdp) ? "offer" : "answer";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
