import type { Side } from "../../dtls/handshake/association.ts";
import type { Arrow } from "./row.ts";

/** Records of one sender in a row: what it says before the other end answers. */
export interface Flight {
  readonly from: Side;
  readonly clear: Set<number>;
  readonly encrypted: Set<number>;
  readonly items: string[];
  certificate: Arrow["certificate"];
}
