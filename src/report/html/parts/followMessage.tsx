import type { ComponentChildren } from "preact";
import { isPeer, PEER_NAMES } from "../../../trace/parties.ts";
import type { Layer } from "../../dissection/layer.ts";
import { type FollowedMessage, followedMessage } from "../../model/followedMessage.ts";
import type { Hop } from "../../model/hop.ts";
import { contentLayer, openingLayer, packetLayer, recordLayer, sctpLayer } from "../../model/hopLayers.ts";
import { legWords } from "../../model/hopWords.ts";
import { END_NAMES, inSentence } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Bytes, Octets } from "../components/bytes.tsx";
import { Part } from "../components/part.tsx";
import { ForeignProse, Prose } from "../components/prose.tsx";

/** One message from the words that were typed down to the packet in the capture, and up again at the other end. */
export function FollowMessage({ view }: { view: View }) {
  const followed = followedMessage(view.run);
  return (
    <Part
      id="follow"
      title="One message, byte by byte"
      folded="From the words that were typed to the packet in the capture, and up again at the other end."
    >
      {followed.kind === "not-followed" ? (
        <p>
          <ForeignProse text={followed.because} limit={400} />
        </p>
      ) : (
        <Followed followed={followed} view={view} />
      )}
    </Part>
  );
}

type Found = Extract<FollowedMessage, { kind: "followed" }>;

function Followed({ followed, view: { listing } }: { followed: Found; view: View }) {
  const { message, hops, opening, lost } = followed;
  const [hop, onward] = hops;
  const { sent } = message;
  return (
    <>
      <p>
        <Prose>
          All of it was read from the capture of this run. “Opened” is what a record holds; that takes the
          secret of the connection, which an end of it told the judge. “On the wire” is what the network saw
          in place of the opened bytes.
        </Prose>
      </p>
      <h3>What {PEER_NAMES[message.from]} sent</h3>
      {sent && (
        <p>
          <Prose>
            {PEER_NAMES[message.from]}’s own log has it, with the same hash.{" "}
            <Basis basis={[sent.seq]} listing={listing} />
          </Prose>
        </p>
      )}
      <Fold layer={contentLayer(hop, sent?.type ?? "text")} open />
      {opening && (
        <>
          <p>
            <Prose>
              Earlier, {inSentence(END_NAMES[opening.from])} opened the channel on stream {hop.streamId}.{" "}
              <Basis basis={[`packet:${opening.packet}`]} listing={listing} />
            </Prose>
          </p>
          <Fold layer={openingLayer(opening)} />
        </>
      )}
      <h3>Into an SCTP packet, and encrypted</h3>
      {hop.parts > 1 && (
        <p>
          <Prose>It takes {hop.parts} DATA chunks. This is the first.</Prose>
        </p>
      )}
      <Plaintexts hops={hops} />
      {onward && (
        <ul>
          {legWords(hop, onward).map((sentence) => (
            <li>
              <Prose>{sentence}</Prose>
            </li>
          ))}
        </ul>
      )}
      {hops.map((each) => (
        <Crossing hop={each} listing={listing} />
      ))}
      <Arrival followed={followed} listing={listing} />
      {lost !== undefined && (
        <p>
          <Prose>{lost}</Prose>
        </p>
      )}
    </>
  );
}

/** One table for both legs where they carry the same packet; else one for each. */
function Plaintexts({ hops }: { hops: Found["hops"] }) {
  const [hop, onward] = hops;
  const isSame = onward !== undefined && Buffer.compare(hop.plaintext, onward.plaintext) === 0;
  if (onward === undefined || isSame) {
    return <Fold layer={sctpLayer(hop, hops.map(sealedOf))} open />;
  }
  return (
    <>
      {hops.map((each) => (
        <Fold layer={sctpLayer(each, [sealedOf(each)])} open />
      ))}
    </>
  );
}

function sealedOf(hop: Hop) {
  return {
    title: isPeer(hop.to) ? `on the wire to ${PEER_NAMES[hop.to]}` : "on the wire to the attacker",
    bytes: hop.ciphertext,
  };
}

function Crossing({ hop, listing }: { hop: Hop; listing: View["listing"] }) {
  const { datagram, from, to, key, nonce, additionalData, sendings } = hop;
  return (
    <>
      <h3>
        {END_NAMES[from]} to {inSentence(END_NAMES[to])}: packet {datagram.packet}
      </h3>
      <p>
        At {datagram.atMs.toFixed(1)} ms. <Basis basis={[`packet:${datagram.packet}`]} listing={listing} />
        {sendings > 1 && ` The first of ${sendings} records that carry it: it was sent again.`}
      </p>
      <Fold layer={recordLayer(hop)} />
      <details>
        <summary>What opens it</summary>
        <p>
          <Prose>Whoever has these and the record can open it with any program that knows {key.aead}.</Prose>
        </p>
        <dl class="opens">
          <dt>Key of {inSentence(END_NAMES[from])}, a secret of the two ends</dt>
          <dd>
            <Octets bytes={key.key.export()} />
          </dd>
          <dt>
            <Prose>Implicit part of the nonce, a secret too</Prose>
          </dt>
          <dd>
            <Octets bytes={key.iv} />
          </dd>
          <dt>Nonce of this record</dt>
          <dd>
            <Octets bytes={nonce} />
          </dd>
          <dt>
            <Prose>
              Additional data: epoch, sequence number, content type, version, length of the plaintext
            </Prose>
          </dt>
          <dd>
            <Octets bytes={additionalData} />
          </dd>
        </dl>
      </details>
      <Fold layer={packetLayer(hop)}>
        <p>
          <Prose>
            The recorder sees datagrams at its sockets. It wrote the IP and UDP headers itself, with the
            addresses and ports that it saw.
          </Prose>
        </p>
      </Fold>
    </>
  );
}

/** Up again: the same layers from the last to the first. */
function Arrival({ followed, listing }: { followed: Found; listing: View["listing"] }) {
  const { message, hops } = followed;
  const last = hops.at(-1) ?? hops[0];
  const { received, sent, to } = message;
  if (last.to !== to) return null;
  return (
    <>
      <h3>Up again, at {PEER_NAMES[to]}</h3>
      <ol>
        <li>
          <Prose>UDP hands over the {last.datagram.payload.length} bytes of the datagram.</Prose>
        </li>
        <li>
          <Prose>
            DTLS finds the key of epoch {last.record.epoch}, builds the nonce and checks the tag. It fits, so{" "}
            {last.plaintext.length} bytes of plaintext go up.
          </Prose>
        </li>
        <li>
          <Prose>SCTP takes the chunk by its TSN and hands the content to stream {last.streamId}.</Prose>
        </li>
        <li>
          <Prose>
            {received ? (
              <>
                {PEER_NAMES[to]}’s own log has {received.bytes} bytes,{" "}
                {received.sha256 === sent?.sha256
                  ? "with the hash of what was sent"
                  : "with another hash than what was sent"}
                . <Basis basis={[received.seq]} listing={listing} />
              </>
            ) : (
              `${PEER_NAMES[to]}’s own log does not have it.`
            )}
          </Prose>
        </li>
      </ol>
    </>
  );
}

/** One layer, folded unless it is what the reader came for. */
function Fold({
  layer,
  open = false,
  children,
}: {
  layer: Layer;
  open?: boolean;
  children?: ComponentChildren;
}) {
  return (
    <details open={open}>
      <summary>
        {layer.title}, {layer.bytes.length} bytes
      </summary>
      <p class="faint small-print">
        <Prose>Laid down in {layer.rfc}.</Prose>
      </p>
      {children}
      <Bytes layer={layer} />
    </details>
  );
}
