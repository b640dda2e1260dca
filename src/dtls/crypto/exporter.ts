import type { Association } from "../handshake/association.ts";
import { suiteOf } from "../handshake/version.ts";
import { exportedKeyingMaterial } from "./keySchedule.ts";

/** What is exported: the same session gives other bytes under another label. */
export interface ExporterUse {
  readonly label: string;
  /** In bytes. */
  readonly length: number;
}

/** A stack's exporter for one session. Undefined: this session must not be exported from. */
export type Exporter = (use: ExporterUse) => Uint8Array | undefined;

/**
 * The exporter of one DTLS 1.2 session (RFC 5705 §4). It needs the extended master secret: without, a server in the middle can
 * give two sessions one master secret, and both ends the same bytes (the triple handshake; RFC 7627 §1), so the exporter must
 * then not be used (§5.4).
 */
export function exporterOf(association: Association, masterSecret: Uint8Array): Exporter {
  const { clientHello, serverHello } = association;
  const suite = suiteOf(association);
  if (!clientHello || !serverHello || !suite) return () => undefined;
  const hellos = [clientHello.value, serverHello.value];
  if (!hellos.every(({ extensions }) => extensions.extendedMasterSecret)) return () => undefined;
  const randoms = { clientRandom: clientHello.value.random, serverRandom: serverHello.value.random };
  return ({ label, length }) => exportedKeyingMaterial(suite.prfHash, masterSecret, randoms, label, length);
}
