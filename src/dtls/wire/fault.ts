import type { DtlsParseErrorCode } from "./dtlsParseError.ts";
import type { ReassemblyRefusal } from "./reassembler.ts";

/** Something in the capture that a correct endpoint does not send, or that an attacker injected. */
export interface Fault {
  readonly code:
    | DtlsParseErrorCode
    | ReassemblyRefusal
    | "unexpected-message"
    | "unsupported-version"
    | "repeated-message"
    | "cleartext-application-data";
  readonly message: string;
  readonly packets: readonly number[];
}
