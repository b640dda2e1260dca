import { createSocket } from "node:dgram";
import { once } from "node:events";
import { join } from "node:path";
import { expect } from "chai";
import { run } from "../../../lab/run/run.ts";
import honest from "../../../scenarios/honest.ts";
import mitm from "../../../scenarios/mitm.ts";
import { eventsOf, type TraceEvent } from "../../../src/trace/events.ts";
import { judged } from "../../verdict/judged.ts";
import { caseIn } from "../../verdict/recordedCase.ts";
import { PROGRAMS } from "../programs.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

/** A close_notify in clear (RFC 5246 §7.2.1), which ends a DTLS association if anybody believes it. */
const CLOSE_NOTIFY = Buffer.from("15fefd000000000000000000020100", "hex");

/** A ClientHello without a cookie (RFC 6347 §4.2.1): a server begins its handshake anew with it. */
const HELLO_BODY = `fefd${"5a".repeat(32)}0000${"0002c02b0100"}`;
const CLIENT_HELLO = Buffer.from(
  `16fefd00000000000000000036${"0100002a000000000000002a"}${HELLO_BODY}`,
  "hex",
);

describe("a stranger with a UDP socket on this machine", function () {
  this.timeout(40_000);

  for (const [scenario, count] of [
    [honest, 4],
    [mitm, 8],
  ] as const)
    it(`who sends alerts, STUN and junk to every port of ${scenario.id} changes nothing of it`, async () => {
      const socket = createSocket("udp4");
      socket.bind(0, "127.0.0.1");
      await once(socket, "listening");
      const [stun, junk] = [
        Buffer.from(`000100002112a442${"00".repeat(12)}`, "hex"),
        Buffer.alloc(300, 0xff),
      ];
      const ports = new Set<number>();
      let sent = 0;
      const timer = setInterval(() => {
        for (const port of ports) {
          for (const datagram of [CLOSE_NOTIFY, CLIENT_HELLO, stun, junk]) {
            socket.send(datagram, port, "127.0.0.1");
            sent += 1;
          }
        }
      }, 5);
      const onEvent = (event: TraceEvent) => {
        if (event.kind === "port-opened" || event.kind === "socket-opened") ports.add(event.port);
      };
      const directory = temporaryDirectory();
      const files = {
        captureFile: join(directory, "capture.pcapng"),
        kernelFile: join(directory, "kernel.pcapng"),
      };
      const trace = await run(scenario, {
        programs: PROGRAMS,
        ...files,
        instruments: "all",
        deadlineMs: 15_000,
        onEvent,
        signal: new AbortController().signal,
      }).finally(() => {
        clearInterval(timer);
        socket.close();
      });
      expect(ports.size, "both sides of the network").to.equal(count);
      expect(sent).to.be.above(100);
      const recorded = caseIn(scenario, trace, files);
      const { checks, result } = judged(recorded);
      expect(checks.filter(({ ok }) => ok === false)).to.deep.equal([]);
      expect(result).to.equal("as-expected");
      for (const forged of [CLOSE_NOTIFY, CLIENT_HELLO])
        expect(recorded.packets.some(({ payload }) => forged.equals(Buffer.from(payload)))).to.equal(false);
      expect(eventsOf(trace, "alarm")).to.have.length(scenario.expect.alarms.length);
    });
});
