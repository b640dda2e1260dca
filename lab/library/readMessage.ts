import type { PeerName } from "../../src/trace/parties.ts";

/** One message of the peers' data channels, as the interceptor read it. */
export type ReadMessage = {
  readonly from: PeerName;
  /** The channel's label, or "stream" and its number where the label is unknown. */
  readonly channel: string;
} & (
  | { readonly type: "text"; readonly content: string }
  | { readonly type: "binary"; readonly content: Uint8Array }
);
