import { secretsOf } from "../../../run/secrets.ts";
import { eventsOf } from "../../../trace/events.ts";
import {
  type HeldSecret,
  type Holding,
  SUBJECTS,
  whoHoldsWhat,
} from "../../../verdict/evidence/whoHoldsWhat.ts";
import { END_NAMES, NAMES } from "../../model/narrate.ts";
import { inSentence } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { Foreign } from "../components/foreign.tsx";
import { Scroll } from "../components/part.tsx";

/** Which secrets stood in which process's memory while the link was up. */
export function Memory({ view: { trace, listing } }: { view: View }) {
  const searches = eventsOf(trace, "memory-searched");
  const missing = eventsOf(trace, "instrument-missing").filter(
    ({ instrument }) => instrument === "memory-search",
  );
  if (searches.length === 0 && missing.length === 0) return null;
  const owners = ownersOf(trace);
  return (
    <>
      <h3>In the memory of each process</h3>
      {missing.map(({ because, seq }) => (
        <p>
          Memory was not searched: <Foreign text={because} limit={300} />.{" "}
          <Basis basis={[seq]} listing={listing} />
        </p>
      ))}
      {searches.length > 0 && (
        <>
          <p>
            While the link was up, the lab searched the memory of every process. What a process must hold, its
            own marker and its own secrets, must be found there: that is the control.
          </p>
          <Scroll label="Secrets found in memory, by process">
            <table class="matrix">
              <thead>
                <tr>
                  <th scope="col">Secret</th>
                  {SUBJECTS.map((actor) => (
                    <th scope="col">
                      {nameOf(actor)}
                      {searches
                        .filter(({ subject }) => subject === actor)
                        .map(({ bytes, seq }) => (
                          <span class="because">
                            {mebibytes(bytes)} searched <Basis basis={[seq]} listing={listing} />
                          </span>
                        ))}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {whoHoldsWhat(trace).map((secret) => (
                  <tr>
                    <th scope="row">
                      {owners.get(secret.id) ?? markerOf(secret)}{" "}
                      {secret.basis.length > 0 && <Basis basis={secret.basis} listing={listing} />}
                    </th>
                    {SUBJECTS.map((actor) => (
                      <Found holding={secret.found[actor]} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
    </>
  );
}

function ownersOf(trace: View["trace"]): Map<string, string> {
  const names = secretsOf(trace).map((secret): [string, string] =>
    secret.what === "certificate-key"
      ? [secret.id, `private key of ${inSentence(END_NAMES[secret.owner])}`]
      : [
          secret.id,
          `DTLS master secret of ${secret.owners.map((owner) => inSentence(END_NAMES[owner])).join(" and ")}`,
        ],
  );
  return new Map(names);
}

function markerOf({ holders }: HeldSecret): string {
  return `marker planted in ${holders.map((actor) => inSentence(NAMES[actor])).join(" and ")}`;
}

const nameOf = (actor: (typeof SUBJECTS)[number]) =>
  NAMES[actor].replace(/^The (.)/, (_, letter: string) => letter.toUpperCase());
const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

function Found({ holding }: { holding: Holding | undefined }) {
  if (!holding) return <td class="held unknown">? not searched for</td>;
  if (holding.count === 0) return <td class="held no">○ no</td>;
  return (
    <td class="held">
      <strong>● yes</strong>
      <span class="because">
        {holding.count === 1 ? "once" : `${holding.count} times`}: {holding.encodings.join(", ")}
      </span>
    </td>
  );
}
