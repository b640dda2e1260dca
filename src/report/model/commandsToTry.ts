import type { RunAssociation } from "../../run/associations.ts";
import { peerTraffic } from "../../run/recording.ts";
import type { Run } from "../../run/run.ts";
import { PEER_NAMES } from "../../trace/parties.ts";
import type { Page } from "./page.ts";

/** A command to type, and what it shows. */
export interface Exercise {
  readonly what: string;
  readonly commands: readonly string[];
}

/** What a reader can try on this run's files. Commands are typed in the lab's own directory. */
export function exercisesOf({ scenario, run, report }: Page): Exercise[] {
  const place = `reports/${scenario.id}`;
  const next = scenario.next;
  return [
    {
      what: "Judge this run again from its files alone. It says if any file was changed since.",
      commands: [`npm run verify ${place}`],
    },
    ...captureExercises(run, place),
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
  ];
}

function captureExercises(run: Run, place: string): Exercise[] {
  const capture = `${place}/capture.pcapng`;
  const listing = `tshark -r ${capture}`;
  if (peerTraffic(run.recording).length === 0) {
    return [
      {
        what: "See what the recorder on the network kept: the lab's own marker, and nothing of the peers.",
        commands: [listing],
      },
    ];
  }
  const opened = run.associations.filter(
    (recorded) => recorded.dtls === "1.2" && recorded.masterSecret !== undefined,
  );
  const opened13 = run.associations.filter(({ dtls, secrets }) => dtls === "1.3" && secrets.length > 0);
  const keyLog = `-o tls.keylog_file:${place}/sslkeys.log`;
  return [
    { what: "See what the recorder on the network kept: STUN and DTLS.", commands: [listing] },
    ...(run.canaries.some(({ sentIn }) => sentIn.length > 0) ? canaryExercises(run, opened, place) : []),
    ...(opened.length > 0
      ? [
          {
            what:
              opened.length > 1
                ? "The capture in Wireshark, with the session secrets. It opens one connection only: all of werift’s DTLS servers name their session 00, and Wireshark looks secrets up by that name."
                : "The capture in Wireshark, with the session secrets.",
            commands: [`wireshark ${keyLog} ${capture}`],
          },
        ]
      : []),
    ...(opened13.length > 0
      ? [
          {
            what: "The capture in Wireshark, with the session secrets. It needs a version that decrypts DTLS 1.3; that of this lab’s tests (4.0) does not.",
            commands: [`wireshark ${keyLog} ${capture}`],
          },
        ]
      : []),
  ];
}

/** Only where a canary was sent is there one to look for. */
function canaryExercises(run: Run, opened: readonly RunAssociation[], place: string): Exercise[] {
  const capture = `${place}/capture.pcapng`;
  const keyLog = `-o tls.keylog_file:${place}/sslkeys.log`;
  const told =
    run.facts["secret-leaked"].length > 0
      ? "which each peer told the lab, and one of them the server too"
      : "which each end told the lab";
  const withoutKeys = {
    what: "Look for content without keys. Nothing is printed.",
    commands: [`tshark -r ${capture} -Y 'frame contains "canary"'`],
  };
  const [only, ...more] = opened;
  if (!only) return [withoutKeys];
  if (more.length === 0) {
    return [
      withoutKeys,
      {
        what: `Now with the session secrets, ${told}: the canaries that were sent appear.`,
        commands: [`tshark -r ${capture} ${keyLog} -Y 'data contains "canary"' -x`],
      },
    ];
  }
  return [
    withoutKeys,
    {
      what: `Now with the session secrets, ${told}: the canaries that were sent appear. Take one connection at a time: all of werift’s DTLS servers name their session 00, and tshark looks secrets up by that name.`,
      commands: opened.flatMap((association) => {
        const port = portOf(run, association);
        const file = `${nameOf(association)}.pcapng`;
        return port === undefined
          ? []
          : [
              `tshark -r ${capture} -Y 'udp.port == ${port}' -w ${file}`,
              `tshark -r ${file} ${keyLog} -Y 'data contains "canary"' -x`,
            ];
      }),
    },
  ];
}

/** The port that no other connection of the run uses: that of the peer at its one end. */
function portOf({ facts }: Run, { ends, call }: RunAssociation): number | undefined {
  return facts["port-opened"].find((opened) => opened.call === call && opened.owner === peerEnd(ends))?.port;
}

function nameOf({ ends, call }: RunAssociation): string {
  return `call-${call}-${PEER_NAMES[peerEnd(ends)].toLowerCase()}`;
}

function peerEnd([first, second]: RunAssociation["ends"]): "alice" | "bob" {
  return first === "alice" || second === "alice" ? "alice" : "bob";
}
