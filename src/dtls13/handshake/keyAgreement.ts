import type { Association13 } from "./association.ts";

/** How the two sides agree on keys, as the hellos say in clear. Groups are IANA codes. */
export interface KeyAgreement13 {
  /** supported_groups of the client. */
  readonly offeredGroups: readonly number[];
  /** The groups that it sent a public value for, with their sizes in bytes. */
  readonly clientShares: readonly ShareSize[];
  /** The group that the server asked for in a HelloRetryRequest. */
  readonly retryGroup: number | undefined;
  /** What the server chose. undefined: no ServerHello with a key share. */
  readonly chosen: ShareSize | undefined;
}

export interface ShareSize {
  readonly group: number;
  readonly length: number;
}

/** Nothing here is authenticated: see judgeFinished13. */
export function keyAgreement13({
  clientHello,
  helloRetryRequest,
  serverHello,
}: Pick<Association13, "clientHello" | "helloRetryRequest" | "serverHello">): KeyAgreement13 {
  const size = ({ group, keyExchange }: { group: number; keyExchange: Uint8Array }): ShareSize => ({
    group,
    length: keyExchange.length,
  });
  return {
    offeredGroups: clientHello?.value.extensions.supportedGroups ?? [],
    clientShares: clientHello?.value.extensions.keyShares?.map(size) ?? [],
    retryGroup: helloRetryRequest?.value.extensions.selectedGroup,
    chosen: serverHello?.value.extensions.keyShares?.map(size)[0],
  };
}
