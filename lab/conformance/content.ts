import { createHash } from "node:crypto";
import type { RunOfMessages } from "./protocol.ts";

/** Content as it is compared: without keeping it. */
export interface MessageFacts {
  readonly type: "text" | "binary";
  readonly bytes: number;
  readonly sha256: string;
}

/** What the messages of a run are, by the rule in protocol.ts. Each stack's process follows the same rule by itself. */
export function contentsOf({ type, seed, bytes, count }: RunOfMessages): MessageFacts[] {
  return Array.from({ length: count }, (_, index) => factsOf(type, contentOf(seed, index, bytes)));
}

export function contentOf(seed: string, index: number, bytes: number): Buffer {
  return bytes === 0 ? Buffer.alloc(0) : Buffer.alloc(bytes, `${seed} ${index} `);
}

export function factsOf(type: MessageFacts["type"], content: Uint8Array): MessageFacts {
  return { type, bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") };
}

/** Of the first message of a run, so that it ends between two characters. */
export function wholeLength(seed: string): number {
  return Buffer.byteLength(`${seed} 0 `);
}
