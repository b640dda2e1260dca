import { X25519 } from "../../src/dtls/crypto/sharedSecret.ts";
import { openWithKeyLog } from "../../src/dtls13/handshake/open.ts";
import { chromiumFirefox } from "../dtls13/fixture.ts";
import { type Play, type PlayOptions, play } from "../dtls13/play.ts";
import { browserCase } from "./browserCase.ts";
import type { RecordedCase } from "./recordedCase.ts";

/** A call of DTLS 1.3 between two ends of our own, whose private values are known, as if the lab had run it: Alice is the client. */
export function playedCase(
  options: PlayOptions,
  settings: { readonly secrets?: boolean; readonly told?: (played: Play) => Uint8Array } = {},
): RecordedCase {
  const played = play({ ...options, afterwards: [["client", "hello"]] });
  const { datagrams, keyLog } = played;
  const opened = openWithKeyLog(datagrams, keyLog);
  const call = { ...chromiumFirefox, datagrams, keyLog, opened };
  const { secrets = true, told = ({ x25519Private }: Play) => x25519Private.client } = settings;
  const recorded = browserCase(call, { secrets, scenario: "record-now-break-later-browsers" });
  const privateKey = Buffer.from(told(played)).toString("hex");
  const clientRandom = keyLog.split(" ")[1] ?? "";
  const { length } = recorded.trace;
  return {
    ...recorded,
    trace: [
      ...recorded.trace,
      {
        seq: length + 1,
        at: length,
        actor: "conductor",
        kind: "key-exchange-broken",
        owner: "alice",
        clientRandom,
        group: X25519,
        privateKey,
      },
    ],
  };
}
