import { scanRecords } from "../dtls/wire/record.ts";
import { counterpartOf } from "../trace/parties.ts";
import type { InjectingAttack } from "./attack.ts";

const TIMES = 3;

export const repeatRecord: InjectingAttack = {
  id: "repeat-record",
  title: "Sending an old record again",
  position: "path",
  legs: "none",
  sends: "repeated",
  explain: () =>
    "The attacker owns the network between the peers and keeps what passes. Of the encrypted records that one peer has sent it takes the longest, most likely " +
    "a message, and sends it three times more from that peer’s address. It opens nothing and needs no key: the record is genuine. Whether it is taken again depends on the receiver, because DTLS leaves the window against replays optional.",
  limits:
    "It can repeat and not change. What a message means it cannot tell but by its size and time, and what the stack above DTLS makes of a second copy is not in its hands.",
  references: ["RFC 6347 §4.1.2.6", "RFC 9260 §6.2"],
  datagrams(seen, to) {
    const ofData = seen.filter(
      ({ from, bytes }) => from === counterpartOf(to) && scanRecords(bytes).records.every(isData),
    );
    const longest = Math.max(...ofData.map(({ bytes }) => bytes.length));
    const found = ofData.find(({ bytes }) => bytes.length === longest);
    return found ? Array.from({ length: TIMES }, () => found.bytes) : [];
  },
};

function isData({ contentType, epoch }: ReturnType<typeof scanRecords>["records"][number]): boolean {
  return contentType === "application_data" && epoch > 0;
}
