import type { EventOf, FactKind, TraceEvent } from "../../../../src/trace/events.ts";
import { type RecordedCase, withPayloads, withTrace } from "../../recordedCase.ts";

type Change = (recorded: RecordedCase) => RecordedCase;

/** Each event of a kind replaced by what `change` makes of it; `undefined` takes it out. */
export function changing<K extends FactKind>(
  kind: K,
  change: (event: EventOf<K>) => TraceEvent | undefined,
): Change {
  const isOfKind = (event: TraceEvent): event is EventOf<K> => event.kind === kind;
  return (recorded) => withTrace(recorded, (event) => (isOfKind(event) ? change(event) : event));
}

export function without(kind: FactKind): Change {
  return changing(kind, () => undefined);
}

export function inTurn(...changes: readonly Change[]): Change {
  return (recorded) => changes.reduce((changed, change) => change(changed), recorded);
}

/** The first packet for which `change` gives other bytes. @throws Error when there is none: the test would change nothing. */
export function onePacket(change: (payload: Buffer) => Uint8Array | undefined): Change {
  return (recorded) => {
    let done = false;
    const changed = withPayloads(recorded, ({ payload }) => {
      const other = done ? undefined : change(Buffer.from(payload));
      done ||= other !== undefined;
      return other;
    });
    if (!done) throw new Error("the capture has no such packet");
    return changed;
  };
}

/** Where each DTLS record of a datagram begins. */
export function recordsIn(
  payload: Buffer,
): { readonly at: number; readonly type: number; readonly epoch: number }[] {
  const records: { at: number; type: number; epoch: number }[] = [];
  for (let at = 0; at + 13 <= payload.length; at += 13 + payload.readUInt16BE(at + 11)) {
    const type = payload.readUInt8(at);
    if (type < 20 || type > 23) return [];
    records.push({ at, type, epoch: payload.readUInt16BE(at + 3) });
  }
  return records;
}

/** One bit of the first record of this type and epoch, `offset` bytes after the record's header. */
export function flippingRecord(type: number, epoch: number, offset: number): Change {
  return onePacket((payload) => {
    const record = recordsIn(payload).find((found) => found.type === type && found.epoch === epoch);
    return record && flipped(payload, record.at + 13 + offset);
  });
}

/** One bit of the first clear handshake message of this type, `offset` bytes into its body. */
export function flippingHandshake(messageType: number, offset: number): Change {
  return onePacket((payload) => {
    const record = recordsIn(payload).find(
      ({ at, type, epoch }) => type === 22 && epoch === 0 && payload[at + 13] === messageType,
    );
    return record && flipped(payload, record.at + 13 + 12 + offset);
  });
}

export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
