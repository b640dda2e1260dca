import thirdPartyApp from "../../../../scenarios/thirdPartyApp.ts";
import thirdPartyAppSealed from "../../../../scenarios/thirdPartyAppSealed.ts";
import type { Scenario } from "../../../../src/scenario.ts";
import type { Fact } from "../../../../src/trace/events.ts";
import type { Case } from "../../../../src/verdict/case.ts";
import { CHROMIUM } from "../../../sdp/samples.ts";
import { caseOf, nothingRecorded, traceOf } from "../../cases.ts";
import { type Failure, inFacts } from "./failure.ts";

const READABLE = { to: "x", signal: { type: "offer", sdp: CHROMIUM } };
const SEALED = "B0FFUy1HQ00M";

/** A call in which Alice's application sends this, and Bob gets this description. */
function sent(scenario: Scenario, data: unknown, received = CHROMIUM): () => Case {
  const raw = JSON.stringify({ type: "publish", data });
  const description = (sdp: string, kind: "description-sent" | "description-received"): Fact => ({
    kind,
    type: "offer",
    sdp,
  });
  return () =>
    caseOf(
      scenario,
      traceOf(
        [
          "conductor",
          { kind: "call-started", call: 1, caller: "alice", room: "call-1", attacker: "signalling" },
        ],
        ["alice", description(CHROMIUM, "description-sent")],
        ["server", { kind: "signal-received", from: "alice", raw }],
        ["bob", description(received, "description-received")],
      ),
      nothingRecorded,
    );
}

export const READABLE_SIGNALS: readonly Failure[] = [
  inFacts(
    "readable-signals",
    "an application that seals its signals sends one in clear",
    sent(thirdPartyAppSealed, SEALED),
    sent(thirdPartyAppSealed, READABLE),
    /^1 of 1$/,
  ),
  inFacts(
    "readable-signals",
    "an application that does not seal them sends none that can be read",
    sent(thirdPartyApp, READABLE),
    sent(thirdPartyApp, SEALED),
    /^none of 1$/,
  ),
];

export const SEALED_SIGNALLING: Failure = inFacts(
  "signalling-call-1",
  "an attack that was to find nothing changed something",
  sent(thirdPartyAppSealed, SEALED),
  sent(thirdPartyAppSealed, SEALED, CHROMIUM.replace(/a=ice-pwd:./g, "$&x")),
  /^changed: Alice's offer/,
);
