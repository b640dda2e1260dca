import type { RunAssociation13 } from "../../../run/associations.ts";
import { type HandshakeMessage13, handshake13 } from "../../model/handshake13.ts";
import { END_NAMES, inSentence } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Foreign } from "../components/foreign.tsx";
import { Part } from "../components/part.tsx";

/** The messages of one DTLS 1.3 handshake, and how much of it an onlooker can read. */
export function Handshake13({ association, view }: { association: RunAssociation13; view: View }) {
  const { run, listing } = view;
  const messages = handshake13(run, association);
  const [one, other] = association.ends;
  const sealed = messages.filter(({ inClear }) => !inClear).length;
  return (
    <Part
      id="handshake"
      title="One handshake, message by message"
      folded="Every message of a DTLS 1.3 handshake."
    >
      <p>
        Between {inSentence(END_NAMES[one])} and {inSentence(END_NAMES[other])}, in call {association.call},
        by DTLS 1.3. Everybody on the path can read what is marked “in clear”.{" "}
        {sealed > 0
          ? `The other ${sealed} were opened with the true secrets.`
          : "The rest is encrypted, and nobody reported a secret that opens it."}{" "}
        The bytes are not shown for DTLS 1.3.
      </p>
      <ol class="handshake">
        {messages.map((message) => (
          <li>
            <Message message={message} listing={listing} />
          </li>
        ))}
      </ol>
    </Part>
  );
}

function Message({ message, listing }: { message: HandshakeMessage13; listing: View["listing"] }) {
  const { title, from, to, bytes, packets, inClear, notes } = message;
  return (
    <p>
      {title}{" "}
      <span class="range">
        {inSentence(END_NAMES[from])} to {inSentence(END_NAMES[to])}, {bytes} bytes,{" "}
        {inClear ? "in clear" : "encrypted"}
      </span>{" "}
      {notes.map((note) => (
        <>
          <Foreign text={note} limit={300} />{" "}
        </>
      ))}
      <Basis basis={packets.map((packet) => `packet:${packet}`)} listing={listing} />
    </p>
  );
}
