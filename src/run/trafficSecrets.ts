import { type ConnectionSecrets, secretsFromKeyLog } from "../dtls13/crypto/keyLog.ts";
import type { SessionSecret } from "./secrets.ts";

/** The secrets of one DTLS 1.3 association, of what its ends reported. That they fit only a record that opens shows. */
export function trafficSecretsOf(secrets: readonly SessionSecret[]): ConnectionSecrets {
  const [first] = secrets;
  const lines = secrets.map(
    ({ label, clientRandom, bytes }) => `${label} ${clientRandom} ${Buffer.from(bytes).toString("hex")}`,
  );
  return secretsFromKeyLog(lines.join("\n"), Buffer.from(first?.clientRandom ?? "", "hex"));
}
