import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { PEERS } from "../../src/trace/parties.ts";
import { guessMessages } from "../../src/trafficAnalysis/guessMessages.ts";
import { parseCapture } from "../files/artefacts.ts";
import { contrastFact } from "../tls/contrastFact.ts";
import { type RsaCertificate, recordRsaKeyTransport } from "../tls/rsaKeyTransport.ts";
import type { RunContext } from "./runContext.ts";

/** The observer has only the capture. Its guesses are fixed before the peers reveal how the coins fell. */
export async function guessCoins(context: RunContext): Promise<void> {
  const { log, options, scenario } = context;
  const tosses = scenario.calls.flatMap(({ script }) => script).filter((step) => step.step === "toss-coins");
  if (tosses.length === 0) return;
  const recording = parseCapture(readFileSync(options.captureFile), log.trace());
  for (const { by, channel, texts, times } of tosses) {
    const { guesses, how } = guessMessages(recording, { from: by, texts, times });
    log.note({
      kind: "guesses-fixed",
      by,
      channel,
      texts: [texts[0], texts[1]],
      times,
      guesses: guesses.join(""),
      how,
    });
    for (const peer of PEERS) {
      await context.ask(peer, "reveal its coins", {
        order: "reveal-coins",
        channel,
        texts: [texts[0], texts[1]],
      });
    }
  }
}

/** The theft: the operator is given both certificates' keys. For contrast, a TLS connection that such a key does decrypt. */
export async function stealCertificateKeys(
  context: RunContext,
  certificate: Promise<RsaCertificate>,
): Promise<void> {
  const { log, options } = context;
  for (const { owner, pkcs8 } of log.all("private-key")) {
    log.note({ kind: "operator-given", owner, what: "certificate-private-key", pkcs8 });
  }
  const canary = `canary-contrast-${randomBytes(16).toString("hex")}`;
  const contrast = recordRsaKeyTransport(certificate, canary, options.deadlineMs);
  log.note(contrastFact(await context.within("conductor", "record the contrast", contrast), canary));
}

/**
 * A stand-in for a quantum computer: of each connection one end's private value is given to the judge, as far as an end told
 * it. With it the judge goes the way of somebody who has the recording and breaks the curve.
 */
export function breakKeyExchanges({ log }: RunContext): void {
  const broken = new Set<string>();
  for (const { owner, clientRandom, privateShare } of log.all("session-secrets")) {
    if (privateShare === undefined || broken.has(clientRandom)) continue;
    broken.add(clientRandom);
    log.note({ kind: "key-exchange-broken", owner, clientRandom, ...privateShare });
  }
}
