import type { StolenRecording } from "../../src/tls/openWithRsaKey.ts";
import ecdheFile from "./fixtures/ecdhe-rsa.json" with { type: "json" };
import rsaFile from "./fixtures/rsa-key-transport.json" with { type: "json" };
import rfc5246File from "./fixtures/rsa-key-transport-rfc5246.json" with { type: "json" };

/** A recorded TLS 1.2 connection of a real stack. Made for these tests: the key protects nothing. */
export interface TlsFixture extends StolenRecording {
  readonly source: string;
  /** What the client said. */
  readonly message: string;
}

/** With the extended master secret of RFC 7627. */
export const keyTransport = load(rsaFile);
/** Another key of the same size, and the master secret of RFC 5246. */
export const keyTransportRfc5246 = load(rfc5246File);
/** The same key as `keyTransport`, but here it only signs. */
export const ecdhe = load(ecdheFile);

function load(
  file: Record<"source" | "message" | "clientToServer" | "serverToClient" | "pkcs8", string>,
): TlsFixture {
  const { source, message, clientToServer, serverToClient, pkcs8 } = file;
  return {
    source,
    message,
    clientToServer: Buffer.from(clientToServer, "base64"),
    serverToClient: Buffer.from(serverToClient, "base64"),
    privateKeyPkcs8: Buffer.from(pkcs8, "base64"),
  };
}
