import type { InterleavedChunk } from "./chunk.ts";
import { FRAGMENT_COST, type FragmentRun, type WholeMessage } from "./fragments.ts";
import { tsnDistance } from "./tsnWindow.ts";

/** A message that its sender gave up, with all earlier ones of its stream and kind. */
export interface AbandonedMessage {
  readonly streamId: number;
  readonly unordered: boolean;
  readonly messageId: number;
}

interface PartialMessage extends AbandonedMessage {
  readonly fragments: Map<number, InterleavedChunk>;
  /** How many fragments the message has, once its last one was seen. */
  count: number | undefined;
}

/**
 * Fragments of I-DATA that wait for the rest of their message, in any order (RFC 8260 §2.1): stream, kind and message id
 * say which message, the fragment's number its place there. Payloads are copied, as in {@link Fragments}.
 */
export class InterleavedFragments {
  readonly #messages = new Map<string, PartialMessage>(); // oldest first
  #heldBytes = 0;

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** Takes a fragment, unless its place is filled; returns the message if that completes it. */
  add(chunk: InterleavedChunk): WholeMessage | undefined {
    const { streamId, unordered, messageId, fragment } = chunk;
    const key = `${streamId} ${unordered} ${messageId}`;
    const message = this.#messages.get(key) ?? {
      streamId,
      unordered,
      messageId,
      fragments: new Map(),
      count: undefined,
    };
    if (message.fragments.has(fragment)) return undefined;
    this.#messages.set(key, message);
    message.fragments.set(fragment, { ...chunk, payload: new Uint8Array(chunk.payload) });
    this.#heldBytes += FRAGMENT_COST + chunk.payload.length;
    if (chunk.ending) message.count = fragment + 1;
    const first = message.fragments.get(0);
    if (message.count !== message.fragments.size || first?.beginning !== true) return undefined;
    const fragments = [...message.fragments.values()].toSorted((a, b) => a.fragment - b.fragment);
    this.#remove(key, message);
    return {
      first,
      lastTsn: fragments.at(-1)?.tsn ?? first.tsn,
      content: new Uint8Array(Buffer.concat(fragments.map(({ payload }) => payload))),
    };
  }

  /** Forgets the message that began first. */
  dropOldest(): FragmentRun | undefined {
    const [oldest] = this.#messages;
    return oldest && this.#remove(...oldest);
  }

  /** Forgets what the sender gave up. */
  dropUpTo({ streamId, unordered, messageId }: AbandonedMessage): readonly FragmentRun[] {
    return [...this.#messages]
      .filter(
        ([, message]) =>
          message.streamId === streamId &&
          message.unordered === unordered &&
          // Message ids go round as TSNs do.
          tsnDistance(message.messageId, messageId) >= 0,
      )
      .map(([key, message]) => this.#remove(key, message));
  }

  #remove(key: string, { streamId, fragments }: PartialMessage): FragmentRun {
    this.#messages.delete(key);
    const held = [...fragments.values()];
    for (const { payload } of held) this.#heldBytes -= FRAGMENT_COST + payload.length;
    const tsns = held.map(({ tsn }) => tsn).toSorted((a, b) => tsnDistance(b, a));
    return { streamId, firstTsn: tsns[0] ?? 0, lastTsn: tsns.at(-1) ?? 0 };
  }
}
