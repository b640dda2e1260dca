import { DtlsParseError } from "../../src/dtls/wire/dtlsParseError.ts";
import { handshakeMessage } from "../../src/dtls/wire/handshake.ts";
import { recordKeys } from "../../src/dtls13/crypto/openRecord.ts";
import { readAssociation13 } from "../../src/dtls13/handshake/association.ts";
import { keyAgreement13 } from "../../src/dtls13/handshake/keyAgreement.ts";
import type { SentMessage13 } from "../../src/dtls13/handshake/message.ts";
import { negotiatedVersion } from "../../src/dtls13/handshake/negotiatedVersion.ts";
import { judgeFinished13, judgePossession13 } from "../../src/dtls13/judge/judge13.ts";
import { parseAck } from "../../src/dtls13/wire/ack.ts";
import { Dtls13ParseError } from "../../src/dtls13/wire/dtls13ParseError.ts";
import { parseHandshakeBody13 } from "../../src/dtls13/wire/messages.ts";
import { scanRecords13 } from "../../src/dtls13/wire/record.ts";
import { present } from "../dtls/fixture.ts";
import type { Target } from "../fuzz/fuzz.ts";
import { joinPieces, piecesOf } from "../fuzz/pieces.ts";
import { browserCalls, firefoxFirefox } from "./fixture.ts";
import { sealRecord } from "./sealRecord.ts";

const refusals = [DtlsParseError, Dtls13ParseError];
const messages = browserCalls.flatMap(({ opened }) => opened.association.messages);
const { association, secrets } = firefoxFirefox.opened;
const hellos = firefoxFirefox.datagrams.filter(({ bytes }) => bytes[0] === 22);

const suite = present(association.suite);
const clientKeys = {
  2: recordKeys(suite, present(secrets.handshake.client)),
  3: recordKeys(suite, present(secrets.application.client)),
};

const otherContents = [
  Buffer.concat([Buffer.of(22), fragment(24, 9, Buffer.of(0))]),
  Buffer.from("150100", "hex"),
  Buffer.from(`1a0010${"00".repeat(16)}`, "hex"),
  Buffer.from("1701020304", "hex"),
];

export const DTLS13_TARGETS: readonly Target[] = [
  {
    name: "records",
    seeds: browserCalls.flatMap(({ datagrams }) => datagrams.map(({ bytes }) => bytes)),
    refusals: [],
    parse: (bytes) => [scanRecords13(bytes, undefined), scanRecords13(bytes, 3)],
  },
  ...[...new Set(messages.map(({ type }) => type))].map(
    (type): Target => ({
      name: `handshake message of type ${type}`,
      seeds: messages.filter((message) => message.type === type).map(({ body }) => body),
      refusals,
      parse: (body) => parseHandshakeBody13({ type, body }),
    }),
  ),
  {
    name: "handshake messages that browsers do not send",
    seeds: [Buffer.of(24, 1), Buffer.of(4, ...Buffer.from("00000e100000000101000004010203040000", "hex"))],
    refusals,
    parse: ([type = 0, ...body]) => parseHandshakeBody13({ type, body: Uint8Array.from(body) }),
  },
  { name: "ACK", seeds: [Buffer.from(`0010${"00".repeat(16)}`, "hex")], refusals, parse: parseAck },
  {
    name: "association",
    seeds: browserCalls.map(({ datagrams }) => joinPieces(datagrams.map(({ bytes }) => bytes))),
    refusals: [],
    parse: (input) => {
      const senders = firefoxFirefox.datagrams.map(({ from }) => from);
      const datagrams = piecesOf(input).map((bytes, index) => ({
        packet: index + 1,
        from: senders[index] ?? "a",
        bytes,
      }));
      return [negotiatedVersion(datagrams), judgeAll(readAssociation13(datagrams, secrets))];
    },
  },
  {
    // A peer, too, may be hostile: it has the keys.
    name: "contents that were sealed with the right key",
    seeds: [joinPieces([...association.messages.map(contentOf), ...otherContents])],
    refusals: [],
    parse: (input) => {
      const sealed = piecesOf(input)
        .slice(0, 20)
        .map(([contentType = 0, ...content], sequence) => ({
          packet: 100 + sequence,
          from: "b" as const,
          bytes: sealRecord(clientKeys[sequence % 2 === 0 ? 2 : 3], {
            contentType,
            epoch: sequence % 2 === 0 ? 2 : 3,
            sequence: Math.floor(sequence / 2),
            content: Uint8Array.from(content.slice(0, 2000)),
          }),
        }));
      const read = readAssociation13([...hellos, ...sealed], secrets);
      if (read.records.some(({ inside }) => inside === undefined)) throw new Error("a record did not open");
      return judgeAll(read);
    },
  },
];

function contentOf({ type, messageSeq, body }: SentMessage13): Uint8Array {
  return Buffer.concat([Buffer.of(22), fragment(type, messageSeq, body)]);
}

function fragment(type: number, messageSeq: number, body: Uint8Array): Uint8Array {
  return handshakeMessage(type, messageSeq, body, []).bytes;
}

function judgeAll(read: ReturnType<typeof readAssociation13>): unknown {
  return (["client", "server"] as const).map((role) => [
    keyAgreement13(read),
    judgePossession13(read, role),
    judgeFinished13(read, secrets, role),
  ]);
}
