import type { DtlsParseError } from "../../dtls/wire/dtlsParseError.ts";
import type { ReassemblyRefusal } from "../../dtls/wire/reassembler.ts";
import type { Dtls13ParseErrorCode } from "../wire/dtls13ParseError.ts";

/** Something in the capture that a correct endpoint does not send, or that an attacker injected or changed. */
export interface Fault13 {
  readonly code:
    | DtlsParseError["code"]
    | Dtls13ParseErrorCode
    | ReassemblyRefusal
    /** Keys for this direction are known, and it opens with none of them: changed on the way, or written by others. */
    | "does-not-open"
    | "unexpected-message"
    | "unexpected-epoch"
    | "repeated-message"
    | "unknown-content"
    | "cleartext-application-data";
  readonly message: string;
  readonly packets: readonly number[];
}
