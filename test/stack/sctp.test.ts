import { expect } from "chai";
import type { RTCDataChannel, RTCSctpTransport } from "werift";
import {
  countOnlyWhatIsInFlight,
  dropUnusablePackets,
  sendEmptyMessages,
} from "../../lab/actors/guards/sctp.ts";
import { PPID } from "../../src/sctp/dataChannel.ts";
import { closeAll, meet } from "./meeting.ts";

type Sctp = RTCSctpTransport["sctp"];

/** A message that must not arrive is waited for this long; it would be there in a few milliseconds. */
const WATCH_MS = 500;
const ARRIVAL_LIMIT_MS = 8000;

describe("the facts about werift's SCTP that this lab rests on", () => {
  afterEach(closeAll);

  it("loses an empty message and all after it, unless our guard sends it as one byte", async () => {
    const afterAnEmptyOne = async (guard: (sctp: Sctp) => void, patienceMs: number) => {
      const { from, to, sctp } = await channel();
      guard(sctp);
      const heard = messages(to);
      from.send("");
      from.send("after it");
      return await heard.until("after it", patienceMs);
    };
    expect(await afterAnEmptyOne(() => undefined, WATCH_MS)).to.eql([]);
    expect(await afterAnEmptyOne(sendEmptyMessages, ARRIVAL_LIMIT_MS)).to.eql(["", "after it"]);
  });

  it("falls silent when it repeats what has arrived, unless our guard counts only what is in flight", async () => {
    const afterATimeout = async (guard: (sctp: Sctp) => void, patienceMs: number) => {
      const { from, to, sctp } = await channel();
      guard(sctp);
      const heard = messages(to);
      const repeated = loseUntilTimeout(sctp, "lost");
      from.send("lost, and small");
      // Small ones and a large one fill the window that is left after the timeout, and more.
      for (let count = 0; count < 40; count += 1) from.send(`small ${count}`);
      from.send("large".padEnd(1100));
      await repeated;
      await heard.until("large".padEnd(1100), ARRIVAL_LIMIT_MS);
      await acknowledged(sctp);
      from.send("after it");
      return (await heard.until("after it", patienceMs)).at(-1);
    };
    expect(await afterATimeout(() => undefined, WATCH_MS)).to.equal("large".padEnd(1100));
    expect(await afterATimeout(countOnlyWhatIsInFlight, ARRIVAL_LIMIT_MS)).to.equal("after it");
  });

  it("rejects promises that nobody handles, for a wrong checksum, an unknown payload protocol, and an answer to nothing, unless our guard does", async () => {
    const afterBadPackets = async (guard: (transport: RTCSctpTransport) => void) => {
      const { from, to, sctp, other } = await channel();
      guard(other);
      const rejections = unhandledRejections();
      const heard = messages(to);
      // What DTLS hands over. A common header with ports, tag and a checksum that nothing has.
      other.transport.dataReceiver(Buffer.from(`13881388${"00000001"}${"00000000"}`, "hex"));
      await sctp.send(from.id, 99, Buffer.from("what is it?"), { ordered: false });
      await sctp.send(777, PPID.DCEP, Buffer.of(2), { ordered: false });
      from.send("after them");
      expect(await heard.until("after them", ARRIVAL_LIMIT_MS)).to.eql(["after them"]);
      return rejections.end();
    };
    expect(await afterBadPackets(() => undefined)).to.have.length(3);
    expect(await afterBadPackets(dropUnusablePackets)).to.eql([]);
  });
});

/** Takes the place of the test runner, which like Node.js by itself would end at the first one. */
function unhandledRejections(): { end(): unknown[] } {
  const before = process.listeners("unhandledRejection");
  const rejections: unknown[] = [];
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason) => rejections.push(reason));
  return {
    end() {
      process.removeAllListeners("unhandledRejection");
      for (const listener of before) process.on("unhandledRejection", listener);
      return rejections;
    },
  };
}

async function channel(): Promise<{
  from: RTCDataChannel;
  to: RTCDataChannel;
  sctp: Sctp;
  other: RTCSctpTransport;
}> {
  const { caller, callee } = await meet({});
  const [from, to] = await Promise.all([caller.channel, callee.channel]);
  const sctp = caller.connection.sctpTransport?.sctp;
  const other = callee.connection.sctpTransport;
  if (!sctp || !other) throw new Error("the connection has no SCTP");
  return { from, to, sctp, other };
}

function messages(channel: RTCDataChannel) {
  const heard: string[] = [];
  let listener: () => void = () => undefined;
  channel.onMessage.subscribe((data) => {
    heard.push(String(data));
    listener();
  });
  return {
    /** What was heard until this message came, or until it is clear that it does not come. */
    until: (last: string, patienceMs: number) =>
      new Promise<string[]>((resolve) => {
        const timer = setTimeout(() => resolve(heard), patienceMs);
        listener = () => {
          if (heard.at(-1) !== last) return;
          clearTimeout(timer);
          resolve(heard);
        };
        listener();
      }),
  };
}

/** Loses every packet with this text in it, until SCTP's timer has expired. Resolves then. */
function loseUntilTimeout(sctp: Sctp, text: string): Promise<void> {
  const { transport } = sctp;
  const send = transport.send.bind(transport);
  transport.send = async (packet) => {
    if (!packet.includes(text)) await send(packet);
  };
  return new Promise((resolve) => {
    const expired = sctp["timer3Expired"];
    sctp["timer3Expired"] = () => {
      transport.send = send;
      expired();
      resolve();
    };
  });
}

/** Resolves when the other end has acknowledged all that was sent. */
async function acknowledged(sctp: Sctp): Promise<void> {
  while (sctp["sentQueue"].length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}
