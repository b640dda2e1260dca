import type { ComponentChildren } from "preact";
import type { Attacker } from "../../../run/calls.ts";
import { isPeer, PEER_NAMES } from "../../../trace/parties.ts";
import type { Owner } from "../../model/parties.ts";
import type { Arrow, Kept } from "../../sequence/row.ts";
import { Bands } from "./bands.tsx";
import { labelSpan, placed, turned, type Way, wayOf } from "./columns.ts";
import { Lock } from "./lock.tsx";
import { LANE_NAMES, MEDIA, Route } from "./route.tsx";

/** Something that goes from one lane to another, with its words above the line. */
export function ArrowRow({ row, attacker }: { row: Arrow; attacker: Attacker | undefined }) {
  const way = wayOf(row.from, row.to);
  const kind = row.changed === undefined ? row.medium : `${row.medium} changed`;
  return (
    <>
      <Route>
        {LANE_NAMES[row.from]} {row.bothWays ? "↔" : "→"} {LANE_NAMES[row.to]}, {MEDIA[row.medium]}
      </Route>
      {row.medium === "out-of-band" ? (
        <OutOfBand row={row} way={way} />
      ) : (
        <>
          <span class={`label ${row.medium} ${placed(labelSpan(row.from, row.to, attacker))}`}>
            <bdi class="foreign">{row.text}</bdi>
            {row.certificate && (
              <span class={`certificate ${row.certificate.owner}`}>
                ▣ {row.certificate.short}… of {CERTIFICATE_OWNERS[row.certificate.owner]}
              </span>
            )}
            {row.changed && <span class="warning">⚠ {row.changed}</span>}
          </span>
          <Shaft kind={kind} way={way} />
          {row.bothWays && <Shaft kind={kind} way={turned(way)} />}
          <Bands attacker={attacker} passing={{ way, medium: row.medium }} />
        </>
      )}
      <KeptCell>{row.recorded && <Recorded recorded={row.recorded} />}</KeptCell>
    </>
  );
}

const CERTIFICATE_OWNERS: Readonly<Record<Owner, string>> = {
  ...PEER_NAMES,
  attacker: "the attacker",
  unknown: "an unknown maker",
};

/** The line itself, with its point. `kind` is one or more classes. */
export function Shaft({ kind, way }: { kind: string; way: Way }) {
  return <span class={`shaft ${kind} ${way.towards} ${placed(way)}`} />;
}

/** The recorder's column, framed in every row. */
export function KeptCell({ children }: { children?: ComponentChildren }) {
  return <span class="kept">{children}</span>;
}

/** What the recorder has of it. Its column's head says whose word this is; where there are no columns, the first word does. */
export function RecorderSays({ sight, text }: { sight: "open" | "closed" | undefined; text: string }) {
  return (
    <>
      {sight && <Lock sight={sight} />}
      <span class="who">the recorder: </span>
      {text}
    </>
  );
}

function Recorded({ recorded }: { recorded: Kept }) {
  const sight = recorded.clear + recorded.mixed > 0 ? "open" : "closed";
  return <RecorderSays sight={sight} text={keptWords(recorded)} />;
}

/** Such as "5 kept: 4 in clear, 1 encrypted": a flight may begin in clear and end encrypted. */
function keptWords({ clear, mixed, encrypted }: Kept): string {
  const parts = [
    clear > 0 && `${clear} in clear`,
    mixed > 0 && `${mixed} in part`,
    encrypted > 0 && `${encrypted} encrypted`,
  ].filter((part) => typeof part === "string");
  const [only = ""] = parts;
  const total = clear + mixed + encrypted;
  return parts.length === 1
    ? `${total} kept, ${only.replace(/^\d+ /, "")}`
    : `${total} kept: ${parts.join(", ")}`;
}

/** Around everybody in between, whose bands are broken here: the channel beside the call. */
function OutOfBand({ row, way }: { row: Arrow; way: Way }) {
  return (
    <>
      <span class={`arc ${way.towards}`} />
      <span class="label out-of-band around">
        <bdi class="foreign">
          {isPeer(row.from) && PEER_NAMES[row.from]} {row.text}
        </bdi>
        <span class="beside">☎ beside the call: nobody in between is on this channel</span>
      </span>
    </>
  );
}
