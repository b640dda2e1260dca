import type { FactOf } from "../../src/trace/events.ts";
import type { RsaContrast } from "./rsaKeyTransport.ts";

/** The contrast as the conductor reports it. `canary` is what the client sent in it. */
export function contrastFact(
  contrast: RsaContrast,
  canary: string,
): FactOf<"rsa-contrast-recorded" | "rsa-contrast-missing"> {
  if (contrast.kind === "not-available") return { kind: "rsa-contrast-missing", because: contrast.because };
  return {
    kind: "rsa-contrast-recorded",
    clientToServer: base64(contrast.clientToServer),
    serverToClient: base64(contrast.serverToClient),
    pkcs8: base64(contrast.privateKeyPkcs8),
    canary,
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
