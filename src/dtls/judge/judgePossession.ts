import type { Association } from "../handshake/association.ts";
import type { HandshakeView } from "../handshake/handshakeView.ts";
import { answeredClientHello, transcriptBefore } from "../handshake/transcript.ts";
import { type Possession, verifyCertificateVerify, verifyServerKeyExchange } from "./possession.ts";

/** A proof and the packets that it rests on. "none": no proof was seen, or too little of the handshake to check it. */
export interface PossessionFinding {
  readonly proof: Possession | { readonly kind: "none"; readonly reason: NoProofReason };
  readonly packets: readonly number[];
}

export type NoProofReason =
  | "no-hellos"
  | "unsupported-version"
  | "no-certificate"
  | "no-server-key-exchange"
  | "no-certificate-verify"
  | "transcript-incomplete";

/**
 * Did each side sign with the private key of the certificate that it showed? Judged from the clear part of the
 * handshake, so anybody with the capture can repeat it. It does not prove that the certificate is the one that
 * the other peer expected, nor that the signer completed this handshake: verifyFinished with the secret does.
 */
export function judgePossession(handshake: HandshakeView & Pick<Association, "version">): {
  readonly client: PossessionFinding;
  readonly server: PossessionFinding;
} {
  const { version, serverHello } = handshake;
  if (version === "unknown" && serverHello !== undefined) {
    // Other versions sign other bytes: to read them as DTLS 1.2 would refute honest proofs.
    const unread = none("unsupported-version", serverHello.packets);
    return { client: unread, server: unread };
  }
  return { client: judgeClient(handshake), server: judgeServer(handshake) };
}

function judgeServer(handshake: HandshakeView): PossessionFinding {
  const { clientHello, serverHello, serverCertificates, serverKeyExchange } = handshake;
  if (clientHello === undefined || serverHello === undefined) return none("no-hellos", []);
  const certificate = serverCertificates?.value[0];
  if (serverCertificates === undefined || certificate === undefined) {
    return none("no-certificate", serverHello.packets);
  }
  if (serverKeyExchange === undefined) return none("no-server-key-exchange", serverCertificates.packets);
  const proof = verifyServerKeyExchange({
    clientRandom: clientHello.value.random,
    serverRandom: serverHello.value.random,
    serverKeyExchange: serverKeyExchange.value,
    certificate,
  });
  const packets = packetsOf([clientHello, serverHello, serverCertificates, serverKeyExchange]);
  return { proof, packets };
}

function judgeClient(handshake: HandshakeView): PossessionFinding {
  const { clientCertificates, certificateVerify, messages } = handshake;
  const certificate = clientCertificates?.value[0];
  if (clientCertificates === undefined || certificate === undefined) {
    return none("no-certificate", clientCertificates?.packets ?? []);
  }
  if (certificateVerify === undefined) return none("no-certificate-verify", clientCertificates.packets);
  const transcript = transcriptBefore(messages, certificateVerify.message);
  if (transcript === undefined) {
    return none("transcript-incomplete", packetsOf([clientCertificates, certificateVerify]));
  }
  const proof = verifyCertificateVerify({
    transcript,
    certificateVerify: certificateVerify.value,
    certificate,
  });
  const signed = messages.slice(
    answeredClientHello(messages),
    messages.indexOf(certificateVerify.message) + 1,
  );
  return { proof, packets: packetsOf(signed) };
}

const none = (reason: NoProofReason, packets: readonly number[]): PossessionFinding => ({
  proof: { kind: "none", reason },
  packets,
});

function packetsOf(parts: readonly { readonly packets: readonly number[] }[]): number[] {
  return [...new Set(parts.flatMap((part) => part.packets))].sort((x, y) => x - y);
}
