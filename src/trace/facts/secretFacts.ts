import * as v from "valibot";
import { clientRandom, end, hex, pkcs8, privateShare } from "./fields.ts";

/** The labels of an NSS key log that this lab knows. */
export const KEY_LOG_LABELS = [
  "CLIENT_RANDOM",
  "PMS_CLIENT_RANDOM",
  // Of DTLS 1.3 (RFC 8446 §7.1), by the names that NSS gives them.
  "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
  "SERVER_HANDSHAKE_TRAFFIC_SECRET",
  "CLIENT_TRAFFIC_SECRET_0",
  "SERVER_TRAFFIC_SECRET_0",
  "EXPORTER_SECRET",
] as const;
export type KeyLogLabel = (typeof KEY_LOG_LABELS)[number];

const sealKey = v.pipe(hex, v.length(64));

/**
 * Secrets, told to the conductor alone over the actor's own IPC pipe, so that the judge can try the true key
 * on the recording. No other actor receives them.
 */
export const secretFacts = [
  v.object({ kind: v.literal("private-key"), owner: end, pkcs8 }),
  /**
   * What protects one DTLS association, as lines of an NSS key log: the client random that names the association, and
   * under each label a secret. `PMS_CLIENT_RANDOM` is the premaster secret: with ECDHE the shared secret. `privateShare` is
   * this end's private value in the key exchange, where its stack shows it.
   */
  v.object({
    kind: v.literal("session-secrets"),
    owner: end,
    clientRandom,
    entries: v.array(v.object({ label: v.picklist(KEY_LOG_LABELS), value: v.pipe(hex, v.minLength(32)) })),
    privateShare: v.optional(v.object(privateShare)),
  }),
  /** The AES-256-GCM keys that this peer seals and opens messages with, by whose messages they protect. */
  v.object({ kind: v.literal("seal-keys"), alice: sealKey, bob: sealKey }),
] as const;
