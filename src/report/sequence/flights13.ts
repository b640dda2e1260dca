import type { Side } from "../../dtls/handshake/association.ts";
import { contentType13, handshakeType13 } from "../../dtls13/registry.ts";
import { certificatesOf, type RunAssociation13 } from "../../run/associations.ts";
import { type CertificateBook, shortFingerprint } from "../../run/certificates.ts";
import { messageName13 } from "../model/handshakeMessages13.ts";
import { ownerOf } from "../model/parties.ts";
import type { Flight } from "./flight.ts";

/**
 * The flights of a DTLS 1.3 handshake. What is encrypted has a name only where the true secrets opened it; records under
 * application keys that nobody opened are left out, because nobody can tell an ACK from data.
 */
export function flightsOf13(recorded: RunAssociation13, certificates: CertificateBook): Flight[] {
  const { records, messages, client, alerts } = recorded.opened ?? recorded.association;
  const starts = new Map<string, number[]>();
  for (const { type, packets, sender, epoch } of messages) {
    const slot = `${packets[0]} ${sender} ${epoch}`;
    starts.set(slot, [...(starts.get(slot) ?? []), type]);
  }
  const all: Flight[] = [];
  for (const { packet, from, form, epochBits, inside } of records) {
    const contentType = inside?.contentType;
    if (contentType === contentType13.applicationData) continue;
    if (contentType === undefined && epochBits !== HANDSHAKE_EPOCH) continue;
    const last = all.at(-1);
    const flight =
      last?.from === from && contentType !== contentType13.alert
        ? last
        : { from, clear: new Set<number>(), encrypted: new Set<number>(), items: [], certificate: undefined };
    if (flight !== last) all.push(flight);
    (form === "ciphertext" ? flight.encrypted : flight.clear).add(packet);
    const suffix = form === "ciphertext" ? " (encrypted)" : "";
    const add = (item: string) => {
      if (flight.items.at(-1) !== item) flight.items.push(item);
    };
    if (inside === undefined) add("a part of the handshake (encrypted)");
    if (contentType === contentType13.ack) add(`ACK${suffix}`);
    if (contentType === contentType13.handshake) {
      const slot = `${packet} ${from === client ? "client" : "server"} ${inside?.epoch}`;
      for (const type of starts.get(slot) ?? []) {
        add(`${messageName13(type)}${suffix}`);
        if (type === handshakeType13.certificate) flight.certificate = shownBy(recorded, from, certificates);
      }
      starts.delete(slot);
    }
    if (contentType === contentType13.alert) {
      const alert = alerts.find((candidate) => candidate.packet === packet && candidate.from === from);
      if (alert) add(`${alert.level === 2 ? "fatal alert" : "alert"} ${alert.description}${suffix}`);
    }
  }
  return all;
}

/** RFC 9147 §6.1. */
const HANDSHAKE_EPOCH = 2;

function shownBy(
  recorded: RunAssociation13,
  from: Side,
  certificates: CertificateBook,
): Flight["certificate"] {
  const { client, server } = certificatesOf(recorded);
  const shown = from === recorded.association.client ? client : server;
  if (!shown) return undefined;
  return {
    owner: ownerOf(certificates.ofDer(shown.certificate)?.owner),
    short: shortFingerprint(certificates.fingerprintOf(shown.certificate)),
  };
}
