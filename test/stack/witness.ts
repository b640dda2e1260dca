import type { DtlsSocket } from "werift";
import { type Handshake, judgeHandshake, tapDtls } from "../../lab/actors/guards/dtls.ts";
import type { AssociationDatagram } from "../../src/dtls/handshake/association.ts";
import { dtlsOf, type End, type EndRole, type Meeting, meet, type Settings } from "./meeting.ts";

export interface Witness {
  /** What our guard says of this end's handshake. Resolves inside werift's change to "connected". */
  readonly handshake: Promise<Handshake>;
  /** Ends the recording: every DTLS datagram that this end sent ("a") or got ("b"), also after the handshake. */
  datagrams(): AssociationDatagram[];
}

/** What an end does next, before its first application data. */
type Then = (dtls: DtlsSocket, handshake: Handshake) => void;

/** Introduces two peers and watches each of them as the lab's endpoints watch themselves. */
export async function watch(
  settings: Settings,
  then: Then = () => undefined,
): Promise<{ ends: Meeting; witnesses: Readonly<Record<EndRole, Witness>> }> {
  const witnesses = new Map<EndRole, Witness>();
  const ends = await meet({
    ...settings,
    prepare(end, role) {
      witnesses.set(role, witness(end, then));
      settings.prepare?.(end, role);
    },
  });
  const of = (role: EndRole): Witness => {
    const found = witnesses.get(role);
    if (!found) throw new Error(`nobody watched the ${role}`);
    return found;
  };
  return { ends, witnesses: { caller: of("caller"), callee: of("callee") } };
}

function witness(end: End, then: Then): Witness {
  const { connection } = end.transport.iceTransport;
  // Taps end in the reverse order of their start: the one that records on must come first.
  const recording = tapDtls(connection);
  const tap = tapDtls(connection);
  const handshake = new Promise<Handshake>((resolve, reject) => {
    end.transport.onStateChange.subscribe((state) => {
      if (state !== "connected") return;
      try {
        const judged = judgeHandshake(dtlsOf(end), tap.stop());
        then(dtlsOf(end), judged);
        resolve(judged);
      } catch (error) {
        reject(error);
      }
    });
  });
  handshake.catch(() => undefined);
  return { handshake, datagrams: () => recording.stop() };
}
