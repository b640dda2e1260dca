import type { LegParameters, MessageFate } from "../../src/attacks/attack.ts";
import { certificateFingerprint, type Fingerprint } from "../../src/sdp/fingerprint.ts";
import { attributeOf, splitLines } from "../../src/sdp/lines.ts";
import { CERTIFICATE } from "../sdp/samples.ts";

/** The interceptor's leg, as the peer that it faces shall see it. */
export const LEG: LegParameters = {
  fingerprint: certificateFingerprint(CERTIFICATE, "sha-256"),
  certificate: CERTIFICATE,
  iceUfrag: "legU",
  icePwd: "legPasswordOf22Letters",
};

/** SHA-256 fingerprints of certificates that nobody has to have. */
export function printOf(name: string): Fingerprint {
  return certificateFingerprint(Buffer.from(`certificate of ${name}`), "sha-256");
}

/** The lines of a description but for the attributes of these names, so that two descriptions can be held against each other. */
export function linesWithout(sdp: string, names: readonly string[]): string[] {
  return splitLines(sdp)
    .map(({ text, end }) => text + end)
    .filter((line) => !names.includes(attributeOf(line.trimEnd())?.name ?? ""));
}

/** The values of one attribute, in order. */
export function valuesOf(sdp: string, name: string): string[] {
  return splitLines(sdp).flatMap(({ text }) => {
    const attribute = attributeOf(text);
    return attribute?.name === name ? [attribute.value] : [];
  });
}

/** The bytes that an attack puts in a message's place; undefined where it leaves the message. */
export function replacementOf(fate: MessageFate): Uint8Array | undefined {
  if (fate === undefined || fate instanceof Uint8Array) return fate;
  throw new Error("the attack drops or delays the message");
}
