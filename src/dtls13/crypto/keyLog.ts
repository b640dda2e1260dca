import type { Role } from "../../dtls/crypto/keySchedule.ts";

/** The secrets of one connection, as far as they are known. */
export interface ConnectionSecrets {
  /** Epoch 2. */
  readonly handshake: Readonly<Partial<Record<Role, Uint8Array>>>;
  /** Epoch 3; those of later epochs follow from it. */
  readonly application: Readonly<Partial<Record<Role, Uint8Array>>>;
  readonly exporter: Uint8Array | undefined;
}

/**
 * The secrets that an NSS key log (the format of SSLKEYLOGFILE) has for one connection. Lines of other connections,
 * of other labels and malformed ones are passed over; of repeated lines the first counts. That a secret is listed does
 * not show that it is right: only a record that opens does.
 */
export function secretsFromKeyLog(keyLog: string, clientRandom: Uint8Array): ConnectionSecrets {
  const wanted = Buffer.from(clientRandom).toString("hex");
  const secrets = new Map<string, Uint8Array>();
  for (const line of keyLog.split("\n")) {
    const [label = "", random, secret = ""] = line.trim().split(/ +/);
    if (random?.toLowerCase() !== wanted || !/^(?:[0-9a-f]{2})+$/i.test(secret) || secrets.has(label))
      continue;
    secrets.set(label, Buffer.from(secret, "hex"));
  }
  const both = (client: string, server: string) => ({
    ...entry("client", secrets.get(client)),
    ...entry("server", secrets.get(server)),
  });
  return {
    handshake: both("CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET"),
    application: both("CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0"),
    exporter: secrets.get("EXPORTER_SECRET"),
  };
}

/** Nothing is known. */
export const noSecrets: ConnectionSecrets = { handshake: {}, application: {}, exporter: undefined };

function entry(role: Role, secret: Uint8Array | undefined): Partial<Record<Role, Uint8Array>> {
  return secret === undefined ? {} : { [role]: secret };
}
