import type { Side } from "../../dtls/handshake/association.ts";
import { judgeFinished } from "../../dtls/judge/judgeFinished.ts";
import { judgePossession } from "../../dtls/judge/judgePossession.ts";
import { type HandshakeFragment, handshakeType } from "../../dtls/wire/handshake.ts";
import type { DtlsRecord } from "../../dtls/wire/record.ts";
import type { RunAssociation12 } from "../../run/associations.ts";
import type { Run } from "../../run/run.ts";
import { OWNERS } from "./parties.ts";

/** What the judge found about the messages of one record of a handshake. Nothing is said that it did not check. */
export function handshakeNotes(
  run: Run,
  recorded: RunAssociation12,
  {
    from,
    record,
    fragments,
  }: { readonly from: Side; readonly record: DtlsRecord; readonly fragments: readonly HandshakeFragment[] },
): string[] {
  const role = from === recorded.association.client ? "client" : "server";
  return fragments.flatMap(({ type }): string[] => {
    switch (type) {
      case handshakeType.certificate:
        return certificateNote(run, recorded, role);
      case handshakeType.serverKeyExchange:
      case handshakeType.certificateVerify:
        return [possessionNote(recorded, role)];
      case handshakeType.finished:
        return record.epoch > 0 ? [finishedNote(recorded, role)] : [];
      default:
        return [];
    }
  });
}

type Role = "client" | "server";

function certificateNote({ certificates }: Run, { association }: RunAssociation12, role: Role): string[] {
  const shown = role === "client" ? association.clientCertificates : association.serverCertificates;
  const [der] = shown?.value ?? [];
  if (!der) return [];
  return [`Made by ${OWNERS[certificates.ofDer(der)?.owner ?? "unknown"]}, by the word of whoever made it.`];
}

function possessionNote({ association }: RunAssociation12, role: Role): string {
  const { proof } = judgePossession(association)[role];
  switch (proof.kind) {
    case "proven":
      return "Checked: the signature fits the certificate, so the sender holds its private key. Whose certificate it is, it does not say.";
    case "refuted":
      return `Checked, and it does not hold: ${proof.message}.`;
    case "none":
      return `Not checked: ${proof.reason}.`;
  }
}

function finishedNote({ association, masterSecret }: RunAssociation12, role: Role): string {
  const proof = masterSecret && judgeFinished(association, masterSecret)[role].proof;
  switch (proof?.kind) {
    case "proven":
      return "Checked with the true secret: it fits the handshake as the capture shows it.";
    case "refuted":
      return `Checked with the true secret, and it does not fit: ${proof.message}.`;
    default:
      return "Not checked: the secret or a part of the handshake is missing.";
  }
}
