import { playedCase } from "../../playedCase.ts";
import { changing, flippingHandshake, flippingRecord } from "./changes.ts";
import { checksOfRecorded, type Failure, inRun } from "./failure.ts";

const SERVER_KEY_EXCHANGE = 12;
const DATA = 23;

export const EXCHANGE_BREAKS = {
  "exchange-group": [
    inRun(
      "record-now-break-later",
      "exchange-group",
      "ServerKeyExchange names another group",
      flippingHandshake(SERVER_KEY_EXCHANGE, 2),
      /^call 1: 0x001c$/,
    ),
  ],
  "exchange-break": [
    inRun(
      "record-now-break-later",
      "exchange-break-call-1",
      "a record was changed",
      flippingRecord(DATA, 1, 20),
      /^opens: 11 of 12 records, /,
    ),
    {
      ...inRun(
        "record-now-break-later",
        "exchange-break-call-1",
        "the private value is another one",
        changing("key-exchange-broken", (event) => ({ ...event, privateKey: "42".repeat(32) })),
        /^not tested: the private value that was told is of neither public value/,
      ),
      ok: null,
    },
    {
      id: "exchange-break-call-1",
      when: "the key exchange of DTLS 1.3 was x25519 alone, where a hybrid was due",
      before: async () => checksOfRecorded(playedCase({ hybrid: true })),
      after: async () => checksOfRecorded(playedCase({})),
      observed: /^opens: 1 of 1 records/,
    },
  ],
} satisfies Readonly<Record<string, readonly Failure[]>>;
