import { linesOf } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import type { Run } from "../../run/run.ts";
import type { Case } from "../case.ts";

/**
 * Where an attacker sits on the way to the server: did both peers' connections pass it, in clear or in TLS as the scenario has it,
 * and did the server forward, byte for byte, what had reached it? Without the first an attack that came to nothing
 * proves nothing; without the second the server was not honest. The first is the attacker's word, the second the server's log.
 */
export function signallingWay({ run, scenario }: Case): Check[] {
  const attacked = run.calls.filter(({ onSignallingPath }) => onSignallingPath);
  if (attacked.length === 0) return [];
  const diverted = run.facts["signalling-diverted"];
  const legible = scenario.signalling !== "wss";
  const words = (count: number, readable: boolean, honest: boolean) =>
    `${count} ${readable ? "in clear" : "in TLS"}; the server passed on ${honest ? "byte for byte what reached it" : "something else than what reached it"}`;
  const wrong = diverted.filter(({ readable }) => readable !== legible);
  const expected = words(2 * attacked.length, legible, true);
  const observed =
    diverted.length === 0
      ? "none: the attacker was not on the way"
      : words(diverted.length, wrong.length > 0 ? !legible : legible, isForwarding(attacked));
  return [
    {
      id: "signalling-way",
      claim:
        "connections to the server that passed the attacker on the way, and what the server did with what reached it",
      expected,
      observed,
      ok: observed === expected,
      basis: linesOf(...diverted),
    },
  ];
}

/** Every signal that the server sent had reached it, as it is. */
function isForwarding(calls: Run["calls"]): boolean {
  return calls.every(({ signals }) => {
    const reached = signals.filter(({ direction }) => direction === "received").map(({ raw }) => raw);
    return signals.every(({ direction, raw }) => direction === "received" || reached.includes(raw));
  });
}
