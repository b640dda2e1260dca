import { associationLegs } from "../../run/legs.ts";
import { eventsOf } from "../../trace/events.ts";
import type { Page } from "./page.ts";

/** A command to type, and what it shows. */
export interface Exercise {
  readonly what: string;
  readonly commands: readonly string[];
}

/** What a reader can try on this run's files. Commands are typed in the lab's own directory. */
export function exercisesOf({ scenario, trace, recording, report }: Page): Exercise[] {
  const run = `reports/${scenario.id}`;
  const capture = `${run}/capture.pcapng`;
  const keyLog = `-o tls.keylog_file:${run}/sslkeys.log`;
  const legs = associationLegs(trace, recording);
  const next = scenario.next;
  const canBeRead = [eventsOf(trace, "session-secret"), eventsOf(trace, "message-sent")].every(
    ({ length }) => length > 0,
  );
  return [
    {
      what: "Judge this run again from its files alone. It says if any file was changed since.",
      commands: [`npm run verify ${run}`],
    },
    {
      what: "See what the operator's recorder saw: STUN and DTLS, and no content.",
      commands: [`tshark -r ${capture}`],
    },
    {
      what: "Look for content without keys. Nothing is printed.",
      commands: [`tshark -r ${capture} -Y 'frame contains "canary"'`],
    },
    {
      what:
        legs.length > 1
          ? "Now with the session secrets, which each end told the lab: the canaries that were sent appear. Take one leg at a time: both of werift’s DTLS servers name their session 00, and tshark looks secrets up by that name."
          : "Now with the session secrets, which each peer told the lab and nobody else: the canaries that were sent appear.",
      commands: canBeRead
        ? legs.flatMap(({ port, file }) =>
            legs.length > 1
              ? [
                  `tshark -r ${capture} -Y 'udp.port == ${port}' -w ${file}`,
                  `tshark -r ${file} ${keyLog} -Y 'data contains "canary"' -x`,
                ]
              : [`tshark -r ${capture} ${keyLog} -Y 'data contains "canary"' -x`],
          )
        : [],
    },
    {
      what: "The same in Wireshark, with a mouse.",
      commands: [`wireshark ${keyLog} ${capture}`],
    },
    {
      what: `Run it once more: every key, secret and canary is new, the ${report.checks.length} checks stay.`,
      commands: [`npm run scenario ${scenario.id}`],
    },
    next === undefined
      ? { what: "See which other scenarios there are.", commands: ["npm run scenario"] }
      : {
          what: "Go on to the next scenario.",
          commands: [`npm run explain ${next}`, `npm run scenario ${next}`],
        },
  ].filter(({ commands }) => commands.length > 0);
}
