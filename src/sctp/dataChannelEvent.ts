import { type DcepMessage, PPID, parseDcep, type Reliability } from "./dataChannel.ts";
import type { WholeMessage } from "./fragments.ts";
import { SctpParseError } from "./sctpParseError.ts";

export interface ChannelOpened {
  readonly kind: "open";
  readonly streamId: number;
  readonly label: string;
  readonly protocol: string;
  readonly ordered: boolean;
  readonly reliability: Reliability;
}

export interface ChannelMessage {
  readonly kind: "message";
  readonly streamId: number;
  /** Absent when the channel's DATA_CHANNEL_OPEN has not been read (yet), or never was sent (negotiated channels). */
  readonly label?: string;
  readonly type: "text" | "binary";
  /** For text: UTF-8. An unfragmented message's content is a view of its packet. */
  readonly content: Uint8Array;
  /** Only a part of the application's message (deprecated PPIDs 52 and 54). */
  readonly partial: boolean;
  readonly unordered: boolean;
  readonly firstTsn: number;
  readonly lastTsn: number;
}

/** Something crossed that this reader could not turn into a message. Without this event nothing was left out. */
export interface ChannelUnread {
  readonly kind: "unread";
  readonly reason:
    | "overflow" // over the memory limit: the oldest fragments were forgotten
    | "abandoned" // the sender gave the message up (FORWARD-TSN) before all of it was seen
    | "outside-window" // too far behind to tell from a repetition
    | "too-many-associations"
    | "bad-dcep"
    | "unknown-ppid";
  readonly range: { readonly streamId: number; readonly firstTsn: number; readonly lastTsn: number };
}

export type DataChannelEvent = ChannelOpened | ChannelMessage | ChannelUnread;

/** Stream id → label. A channel that one side opens carries both directions: give both readers the same map. */
export type ChannelLabels = Map<number, string>;

/**
 * What a whole SCTP user message means to a data channel. DATA_CHANNEL_OPEN is noted in `labels`; ACK means nothing.
 */
export function eventsOf(message: WholeMessage, labels: ChannelLabels): DataChannelEvent[] {
  const { first, content, lastTsn } = message;
  const { streamId, ppid, tsn: firstTsn, unordered } = first;
  if (ppid === PPID.DCEP) return dcepEvents(message, labels);
  const form = MESSAGE_FORMS.get(ppid);
  if (form === undefined) return [unread("unknown-ppid", streamId, firstTsn, lastTsn)];
  const label = labels.get(streamId);
  return [
    {
      kind: "message",
      streamId,
      ...(label === undefined ? {} : { label }),
      type: form.type,
      content: form.empty ? content.subarray(0, 0) : content,
      partial: form.partial,
      unordered,
      firstTsn,
      lastTsn,
    },
  ];
}

export function unread(
  reason: ChannelUnread["reason"],
  streamId: number,
  firstTsn: number,
  lastTsn: number,
): ChannelUnread {
  return { kind: "unread", reason, range: { streamId, firstTsn, lastTsn } };
}

const MAX_LABELS = 1024; // of up to 64 KiB each; then the channel that was opened first loses its label

const MESSAGE_FORMS = new Map<number, { type: "text" | "binary"; partial: boolean; empty: boolean }>([
  [PPID.STRING, { type: "text", partial: false, empty: false }],
  [PPID.STRING_PARTIAL, { type: "text", partial: true, empty: false }],
  [PPID.STRING_EMPTY, { type: "text", partial: false, empty: true }],
  [PPID.BINARY, { type: "binary", partial: false, empty: false }],
  [PPID.BINARY_PARTIAL, { type: "binary", partial: true, empty: false }],
  [PPID.BINARY_EMPTY, { type: "binary", partial: false, empty: true }],
]);

function dcepEvents({ first, content, lastTsn }: WholeMessage, labels: ChannelLabels): DataChannelEvent[] {
  const { streamId, tsn: firstTsn } = first;
  const message = dcepOrUndefined(content);
  if (message === undefined) return [unread("bad-dcep", streamId, firstTsn, lastTsn)];
  if (message.kind === "ack") return [];
  const { label, protocol, ordered, reliability } = message;
  labels.delete(streamId);
  labels.set(streamId, label);
  const [oldest] = labels.keys();
  if (labels.size > MAX_LABELS && oldest !== undefined) labels.delete(oldest);
  return [{ kind: "open", streamId, label, protocol, ordered, reliability }];
}

function dcepOrUndefined(content: Uint8Array): DcepMessage | undefined {
  try {
    return parseDcep(content);
  } catch (error) {
    if (error instanceof SctpParseError) return undefined;
    throw error;
  }
}
