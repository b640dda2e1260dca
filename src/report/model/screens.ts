import { createHash } from "node:crypto";
import type { Evidence } from "../../contract/evidence.ts";
import type { Attacker } from "../../run/attacker.ts";
import type { RunCanary } from "../../run/canaries.ts";
import type { RunMessage, SeenContent } from "../../run/messages.ts";
import type { Run } from "../../run/run.ts";
import type { Signal } from "../../run/signals.ts";
import { packetNumber } from "./listing.ts";
import { callInFocus } from "./map.ts";
import { tellingMessage } from "./tellingMessage.ts";

/** What everybody had of one and the same message: on their screens, or in their logs. */
export interface Screens {
  readonly message: RunMessage;
  readonly sent: SeenContent;
  /** Whose screen stands between the peers: the attacker's, else the server's. */
  readonly between: Attacker;
  /** The signal in which the server received the message's secret all the same: client code sent it. */
  readonly told: Signal | undefined;
  readonly recorded: RecordedContent | undefined;
  /** The message opens with what the operator holds. */
  readonly openedFromRecording: boolean;
}

/** The first packet that carried the message. Found by the judge, who has the true keys; the recorder cannot tell. */
export interface RecordedContent {
  readonly packet: number;
  readonly payload: Uint8Array;
}

/** The most telling message of content in the call that the map shows. Undefined: none was sent in it. */
export function screensOf(run: Run, { disclosed }: Pick<Evidence, "disclosed">): Screens | undefined {
  const call = callInFocus(run);
  const message = tellingMessage(
    run.messages.filter(
      (candidate) =>
        candidate.call === call?.number && candidate.purpose === "content" && candidate.sent !== undefined,
    ),
    run,
  );
  const sent = message?.sent;
  if (!message || !sent) return undefined;
  const head = Buffer.from(sent.head, "base64");
  const canary = run.canaries.find(({ value }) => head.includes(value));
  return {
    message,
    sent,
    between: message.attacker ?? "server",
    told: message.attacker === "path" ? undefined : toldToServer(run, canary),
    recorded: recordedContent(run, message.call, sent),
    openedFromRecording:
      canary !== undefined && disclosed.to.includes("recording") && disclosed.canaries.includes(canary.name),
  };
}

/** A secret in what a peer sent over the signalling reached the server past all encryption. */
function toldToServer({ calls }: Run, canary: RunCanary | undefined): Screens["told"] {
  const found = new Set(canary?.observed.map(({ basis }) => basis));
  return calls
    .flatMap(({ signals }) => signals)
    .find(({ direction, seq }) => direction === "received" && found.has(seq));
}

function recordedContent(run: Run, call: number, { sha256 }: SeenContent): RecordedContent | undefined {
  const packets = run.associations
    .filter((association) => association.call === call)
    .flatMap(({ content }) => content)
    .filter(({ bytes }) => createHash("sha256").update(bytes).digest("hex") === sha256)
    .flatMap(({ basis }) => packetNumber(basis) ?? []);
  const packet = packets.toSorted((a, b) => a - b)[0];
  const datagram = run.recording.datagrams.find((candidate) => candidate.packet === packet);
  return datagram && { packet: datagram.packet, payload: datagram.payload };
}
