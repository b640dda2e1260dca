import { followedHandshake, type HandshakeStep } from "../../model/followedHandshake.ts";
import { followedMessage } from "../../model/followedMessage.ts";
import { END_NAMES, inSentence } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Bytes } from "../components/bytes.tsx";
import { Foreign } from "../components/foreign.tsx";
import { Part } from "../components/part.tsx";
import { Handshake13 } from "./handshake13.tsx";

/** One handshake, record by record, every byte explained. */
export function Handshake({ view }: { view: View }) {
  const { run, listing } = view;
  const followed = followedMessage(run);
  const handshake = followedHandshake(run, followed.kind === "followed" ? followed.association : undefined);
  if (!handshake) {
    const other = run.associations.find((candidate) => candidate.dtls === "1.3");
    return other ? <Handshake13 association={other} view={view} /> : null;
  }
  const { association, steps, more } = handshake;
  const [one, other] = association.ends;
  return (
    <Part
      id="handshake"
      title="One handshake, message by message"
      folded="Every message of a DTLS handshake, byte by byte."
    >
      <p>
        Between {inSentence(END_NAMES[one])} and {inSentence(END_NAMES[other])}, in call {association.call}.
        Up to ChangeCipherSpec everybody on the path can read it; nothing in it shows by itself who the two
        are.
      </p>
      <ol class="handshake">
        {steps.map((step) => (
          <li>
            <Step step={step} listing={listing} />
          </li>
        ))}
      </ol>
      {more > 0 && <p>{more} more records follow; they are in the capture.</p>}
    </Part>
  );
}

function Step({ step, listing }: { step: HandshakeStep; listing: View["listing"] }) {
  const { title, from, to, packet, notes, record, opened } = step;
  return (
    <details>
      <summary>
        {title}{" "}
        <span class="range">
          {inSentence(END_NAMES[from])} to {inSentence(END_NAMES[to])}, {record.bytes.length} bytes
        </span>
      </summary>
      <p>
        {notes.map((note) => (
          <>
            <Foreign text={note} limit={300} />{" "}
          </>
        ))}
        <Basis basis={[`packet:${packet}`]} listing={listing} />
      </p>
      <Bytes layer={record} />
      {opened && (
        <>
          <p>Opened with the true secret:</p>
          <Bytes layer={opened} />
        </>
      )}
    </details>
  );
}
