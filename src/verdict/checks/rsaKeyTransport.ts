import type { Check } from "../../contract/check.ts";
import { openWithRsaKey } from "../../tls/openWithRsaKey.ts";
import type { Case } from "../case.ts";

/**
 * The contrast to forward secrecy: a recorded connection whose key exchange was RSA key transport opens with the
 * stolen key. It shows that stealing keys can open recordings, and that this lab could do it.
 */
export function rsaKeyTransport({ scenario, run }: Case): Check[] {
  if (scenario.afterwards !== "operator-gets-certificate-keys") return [];
  const [recorded] = run.facts["rsa-contrast-recorded"];
  const [missing] = run.facts["rsa-contrast-missing"];
  const check = {
    id: "rsa-contrast",
    claim:
      "the contrast: a recorded TLS 1.2 connection whose secret was encrypted to an RSA key, tried with that key once it is stolen",
    expected: EXPECTED,
  } as const;
  if (recorded === undefined) {
    const because = missing?.because ?? "the run made no such connection";
    const basis = missing ? [missing.seq] : [];
    return [{ ...check, observed: `not tested: ${because}`, ok: null, basis }];
  }
  const observed = attempt(recorded);
  return [{ ...check, observed, ok: observed === EXPECTED, basis: [recorded.seq] }];
}

const EXPECTED = "opened, canary found";

function attempt(contrast: Record<"clientToServer" | "serverToClient" | "pkcs8" | "canary", string>): string {
  const result = openWithRsaKey({
    clientToServer: Buffer.from(contrast.clientToServer, "base64"),
    serverToClient: Buffer.from(contrast.serverToClient, "base64"),
    privateKeyPkcs8: Buffer.from(contrast.pkcs8, "base64"),
  });
  if (result.kind === "failed") return `not opened: ${result.message}`;
  return Buffer.from(result.clientSaid).includes(contrast.canary) ? EXPECTED : "opened, canary not found";
}
