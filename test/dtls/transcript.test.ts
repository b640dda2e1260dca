import { expect } from "chai";
import fc from "fast-check";
import type { Role } from "../../src/dtls/crypto/keySchedule.ts";
import { orderHandshake, type SentMessage, transcriptBefore } from "../../src/dtls/handshake/transcript.ts";
import { handshakeMessage, handshakeType } from "../../src/dtls/wire/handshake.ts";
import { hex, present } from "./fixture.ts";

function sent(sender: Role, name: keyof typeof handshakeType, messageSeq: number): SentMessage {
  const type = handshakeType[name];
  return { ...handshakeMessage(type, messageSeq, Uint8Array.of(type, messageSeq), []), sender };
}

const firstHello = sent("client", "clientHello", 0);
const verifyRequest = sent("server", "helloVerifyRequest", 0);
const hello = sent("client", "clientHello", 1);
const serverFlight = [
  sent("server", "serverHello", 1),
  sent("server", "certificate", 2),
  sent("server", "serverKeyExchange", 3),
  sent("server", "certificateRequest", 4),
  sent("server", "serverHelloDone", 5),
];
const verify = sent("client", "certificateVerify", 4);
const clientFinished = sent("client", "finished", 5);
const clientFlight = [
  sent("client", "certificate", 2),
  sent("client", "clientKeyExchange", 3),
  verify,
  clientFinished,
];
const serverFinished = sent("server", "finished", 7);
const lastFlight = [sent("server", "newSessionTicket", 6), serverFinished];
const handshake = [firstHello, verifyRequest, hello, ...serverFlight, ...clientFlight, ...lastFlight];

const joined = (messages: readonly SentMessage[]) => messages.map(({ bytes }) => hex(bytes)).join("");
const coveredBy = (messages: readonly SentMessage[], upTo: SentMessage) => {
  const transcript = transcriptBefore(messages, upTo);
  return transcript && hex(transcript);
};

describe("the handshake transcript", () => {
  it("leaves out the cookie exchange (RFC 6347 §4.2.1)", () => {
    expect(coveredBy(handshake, verify)).to.equal(
      joined([hello, ...serverFlight, ...clientFlight.slice(0, 2)]),
    );
    expect(coveredBy(handshake, hello)).to.equal("");
  });

  it("leaves out every hello before the last cookie", () => {
    const again = [sent("server", "helloVerifyRequest", 0), sent("client", "clientHello", 1)];
    const messages = [firstHello, verifyRequest, ...again, ...handshake.slice(2)];
    expect(coveredBy(messages, verify)).to.equal(coveredBy(handshake, verify));
  });

  it("leaves out HelloRequest (RFC 5246 §7.4.1.1)", () => {
    const request = sent("server", "helloRequest", 0);
    const messages = orderHandshake([request, ...handshake.slice(2)]);
    expect(coveredBy(messages, verify)).to.equal(coveredBy(handshake, verify));
  });

  it("is unknown if the answer to a cookie request was not seen", () => {
    const messages = handshake.filter((message) => message !== hello);
    expect(coveredBy(messages, verify)).to.equal(undefined);
    const [serverHello] = serverFlight;
    expect(coveredBy(messages, present(serverHello))).to.equal(undefined);
  });

  it("begins with the only ClientHello if the server asked for no cookie", () => {
    const flights = [...serverFlight, ...clientFlight].map((message) => {
      const messageSeq = message.messageSeq - 1;
      return { ...message, ...handshakeMessage(message.type, messageSeq, message.body, []) };
    });
    const messages = [firstHello, ...flights];
    expect(coveredBy(messages, present(messages.at(-2)))).to.equal(joined(messages.slice(0, -2)));
  });

  it("of the server's Finished contains the client's Finished and the ticket", () => {
    expect(coveredBy(handshake, clientFinished)).to.equal(
      joined([hello, ...serverFlight, ...clientFlight.slice(0, 3)]),
    );
    expect(coveredBy(handshake, serverFinished)).to.equal(joined(handshake.slice(2, -1)));
  });

  it("of an abbreviated handshake has the server's Finished before the client's", () => {
    const finished = [sent("server", "finished", 2), sent("client", "finished", 2)] as const;
    const messages = orderHandshake([hello, finished[1], sent("server", "serverHello", 1), finished[0]]);
    expect(messages.map(({ type, sender }) => [type, sender])).to.deep.equal([
      [1, "client"],
      [2, "server"],
      [20, "server"],
      [20, "client"],
    ]);
    expect(coveredBy(messages, finished[0])).to.equal(joined(messages.slice(0, 2)));
    expect(coveredBy(messages, finished[1])).to.equal(joined(messages.slice(0, 3)));
  });

  it("is unknown as soon as any one message of it is missing", () => {
    const needed = handshake.slice(2, handshake.indexOf(serverFinished));
    for (const missing of needed) {
      const rest = handshake.filter((message) => message !== missing);
      expect(coveredBy(rest, serverFinished), `without type ${missing.type}`).to.equal(undefined);
    }
    const upToVerify = handshake.slice(2, handshake.indexOf(verify));
    for (const missing of upToVerify) {
      const rest = handshake.filter((message) => message !== missing);
      expect(coveredBy(rest, verify), `without type ${missing.type}`).to.equal(undefined);
    }
    expect(coveredBy(handshake.slice(0, -1), serverFinished)).to.equal(undefined);
  });

  it("survives the loss of the cookie exchange, which is no part of it", () => {
    expect(coveredBy(handshake.slice(2), verify)).to.equal(coveredBy(handshake, verify));
  });

  it("comes out the same in whatever order the messages after the hellos arrived", () => {
    const tail = handshake.slice(4);
    const shuffled = fc.shuffledSubarray(tail, { minLength: tail.length, maxLength: tail.length });
    fc.assert(
      fc.property(shuffled, (arrived) => {
        expect(orderHandshake([...handshake.slice(0, 4), ...arrived])).to.deep.equal(handshake);
      }),
    );
  });

  it("does not begin again with a ClientHello that came after ServerHello", () => {
    const late = sent("client", "clientHello", 9);
    const messages = orderHandshake([...handshake.slice(0, 6), late, ...handshake.slice(6)]);
    expect(messages.at(-1)).to.equal(late);
    expect(coveredBy(messages, verify)).to.equal(coveredBy(handshake, verify));
  });
});
