import type { ComponentChildren } from "preact";
import type { Basis as References } from "../../../contract/basis.ts";
import type { Evidence } from "../../../contract/evidence.ts";
import type { SeenContent } from "../../../run/messages.ts";
import { PEER_NAMES } from "../../../trace/parties.ts";
import { ATTACKER_NAMES, inHeading } from "../../model/parties.ts";
import type { Screens } from "../../model/screens.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Foreign } from "../components/foreign.tsx";

/** One message on four screens: who had what of it. */
export function ScreenStrip({ screens, view }: { screens: Screens | undefined; view: View }) {
  if (!screens) {
    const calls = view.run.calls.length;
    return (
      <p class="screens-none">
        No content was sent{calls > 1 ? " in this call" : ""}, so nobody had any on the screen.
      </p>
    );
  }
  const { message, sent, recorded } = screens;
  return (
    <section class="screens" aria-label="One message on four screens">
      <Screen who={PEER_NAMES[message.from]} what="sent" kind={message.from} basis={[sent.seq]} view={view}>
        <Words content={sent} />
      </Screen>
      <Between screens={screens} view={view} />
      <Screen
        who="Recorder"
        what={screens.openedFromRecording ? "opened" : "kept"}
        kind={screens.openedFromRecording ? "reads" : "network"}
        basis={recorded ? [`packet:${recorded.packet}`] : []}
        view={view}
      >
        {screens.openedFromRecording && <Words content={sent} />}
        {recorded ? <Bytes payload={recorded.payload} /> : <p>no packet that carries it</p>}
      </Screen>
      <Received screens={screens} view={view} />
    </section>
  );
}

function Between({ screens: { between, message, told }, view }: { screens: Screens; view: View }) {
  const { read, replaced } = message;
  if (!read && told) {
    return (
      <Screen
        who={inHeading(ATTACKER_NAMES[between])}
        what="was told"
        kind="reads"
        basis={[told.seq]}
        view={view}
      >
        <p class="words">
          <Foreign text={told.raw} limit={130} hexBreaks />
        </p>
      </Screen>
    );
  }
  return (
    <Screen
      who={inHeading(ATTACKER_NAMES[between])}
      what={read ? (replaced ? "read and altered" : "read") : "had"}
      kind={read ? "reads" : "network"}
      basis={[read, replaced].flatMap((content) => content?.seq ?? [])}
      view={view}
    >
      {read ? <Words content={read} /> : <p>{NOT_READ[view.report.evidence.disclosed.value]}</p>}
      {replaced && (
        <>
          <p>and sent on:</p>
          <Words content={replaced} />
        </>
      )}
    </Screen>
  );
}

/** A log that may be cut short proves nothing by its silence. */
const NOT_READ: Readonly<Record<Evidence["disclosed"]["value"], string>> = {
  yes: "nothing of this message",
  no: "nothing of this message",
  unknown: "unknown: nobody can tell from its log",
};

function Received({ screens: { message, sent }, view }: { screens: Screens; view: View }) {
  const { received, to } = message;
  const altered = received !== undefined && received.sha256 !== sent.sha256;
  return (
    <Screen
      who={PEER_NAMES[to]}
      what={received === undefined ? "received" : altered ? "received, altered" : "received"}
      kind={altered ? "reads" : to}
      basis={received ? [received.seq] : []}
      view={view}
    >
      {received ? <Words content={received} /> : <p>nothing</p>}
    </Screen>
  );
}

function Screen({
  who,
  what,
  kind,
  basis,
  view,
  children,
}: {
  who: string;
  what: string;
  kind: string;
  basis: References;
  view: View;
  children: ComponentChildren;
}) {
  return (
    <div class={`screen ${kind}`}>
      <p class="screen-head">
        <strong>{who}</strong> {what}
      </p>
      {children}
      {basis.length > 0 && <Basis basis={basis} listing={view.listing} />}
    </div>
  );
}

function Words({ content: { type, bytes, head } }: { content: SeenContent }) {
  return (
    <p class="words">
      {type === "binary" && `${bytes} bytes: `}“
      <Foreign text={Buffer.from(head, "base64").toString("utf8")} limit={120} hexBreaks />”
    </p>
  );
}

/** The datagram as the recorder has it: a DTLS record's header in clear, then ciphertext. */
function Bytes({ payload }: { payload: Uint8Array }) {
  const shown = Buffer.from(payload.subarray(0, MAX_BYTES)).toString("hex");
  return (
    <p class="bytes">
      <code>{shown.replace(/(..)(?=.)/g, "$1 ")}</code>
      {payload.length > MAX_BYTES && ` … ${payload.length} bytes`}
    </p>
  );
}

const MAX_BYTES = 40;
