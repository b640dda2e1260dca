import { eventsOf } from "../../trace/events.ts";
import { type RunSecret, secretsOf } from "../../trace/secrets.ts";
import { Basis } from "../components/basis.tsx";
import { Foreign } from "../components/foreign.tsx";
import { Scroll } from "../components/part.tsx";
import { END_NAMES, NAMES } from "../narrate.ts";
import { inSentence } from "../parties.ts";
import type { View } from "../view.ts";

/** Which secrets stood in which process's memory while the link was up. */
export function Memory({ view: { trace, listing } }: { view: View }) {
  const searches = eventsOf(trace, "memory-searched");
  const missing = eventsOf(trace, "instrument-missing").filter(
    ({ instrument }) => instrument === "memory-search",
  );
  if (searches.length === 0 && missing.length === 0) return null;
  const secrets = [...new Set(searches.flatMap(({ hits }) => hits.map(({ secret }) => secret)))];
  const names = new Map(secretsOf(trace).map((secret) => [secret.id, nameOf(secret)]));
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
                  {searches.map(({ subject, seq }) => (
                    <th scope="col">
                      {NAMES[subject].replace(/^The /, "")} <Basis basis={[seq]} listing={listing} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {secrets.map((secret) => (
                  <tr>
                    <th scope="row">
                      <Foreign text={names.get(secret) ?? secret} limit={120} />
                    </th>
                    {searches.map(({ hits }) => (
                      <Found hits={hits.filter((hit) => hit.secret === secret)} />
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

function nameOf(secret: RunSecret): string {
  if (secret.what === "certificate-key") return `private key of ${inSentence(END_NAMES[secret.owner])}`;
  return `DTLS master secret of ${secret.owners.map((owner) => inSentence(END_NAMES[owner])).join(" and ")}`;
}

function Found({ hits }: { hits: readonly { readonly encoding: string; readonly count: number }[] }) {
  if (hits.length === 0) return <td class="held unknown">? not searched for</td>;
  const found = hits.filter(({ count }) => count > 0);
  if (found.length === 0) return <td class="held no">○ no</td>;
  return (
    <td class="held">
      <strong>● yes</strong>
      <span class="because">{found.map(({ encoding, count }) => `${count} × ${encoding}`).join(", ")}</span>
    </td>
  );
}
