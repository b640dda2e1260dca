import {
  type FollowedHandshake,
  followedHandshakes,
  type HandshakeStep,
} from "../../model/followedHandshake.ts";
import { followedMessage } from "../../model/followedMessage.ts";
import { END_NAMES, inSentence } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Bytes } from "../components/bytes.tsx";
import { Part } from "../components/part.tsx";
import { ForeignProse, Prose } from "../components/prose.tsx";
import { Handshake13 } from "./handshake13.tsx";

/** One handshake, record by record, every byte explained; folded beneath it, that of the attacker's other leg. */
export function Handshake({ view }: { view: View }) {
  const { run, listing } = view;
  const followed = followedMessage(run);
  const handshakes = followedHandshakes(run, followed.kind === "followed" ? followed.association : undefined);
  const [first, second] = handshakes;
  if (!first) {
    const other = run.associations.find((candidate) => candidate.dtls === "1.3");
    return other ? <Handshake13 association={other} view={view} /> : null;
  }
  return (
    <Part
      id="handshake"
      title="One handshake, message by message"
      folded={
        second
          ? "Every message of a DTLS handshake, byte by byte, on each of the attacker’s two legs."
          : "Every message of a DTLS handshake, byte by byte."
      }
    >
      <Steps handshake={first} listing={listing} />
      {second && (
        <details>
          <summary>The handshake on the other leg</summary>
          <Steps handshake={second} listing={listing} />
        </details>
      )}
    </Part>
  );
}

function Steps({
  handshake: { association, steps, more },
  listing,
}: {
  handshake: FollowedHandshake;
  listing: View["listing"];
}) {
  const [one, other] = association.ends;
  return (
    <>
      <p>
        <Prose>
          Between {inSentence(END_NAMES[one])} and {inSentence(END_NAMES[other])}, in call {association.call}.
          Up to ChangeCipherSpec everybody on the path can read it; nothing in it shows by itself who the two
          are.
        </Prose>
      </p>
      <ol class="handshake">
        {steps.map((step) => (
          <li>
            <Step step={step} listing={listing} />
          </li>
        ))}
      </ol>
      {more > 0 && <p>{more} more records follow; they are in the capture.</p>}
    </>
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
            <ForeignProse text={note} limit={300} />{" "}
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
