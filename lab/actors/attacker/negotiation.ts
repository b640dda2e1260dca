import { parseDescription } from "../../../src/sdp/description.ts";
import { dtlsRoles, type TransportFacts, transportOf } from "../../../src/sdp/transport.ts";
import { counterpartOf, type PeerName } from "../../../src/trace/parties.ts";
import type { LegRoles } from "./leg.ts";

/** One peer's description, as it sent it. */
export interface SentDescription {
  readonly from: PeerName;
  readonly sdp: string;
  readonly transport: TransportFacts;
}

/** What an answer decides: once for the call, and again after each ICE restart. */
export type Decided =
  | {
      readonly kind: "first" | "restarted";
      readonly offer: SentDescription;
      readonly answer: SentDescription;
      /** Of the leg that faces each peer. */
      readonly roles: Readonly<Record<PeerName, LegRoles>>;
    }
  | { readonly kind: "nothing-new"; readonly answer: SentDescription };

/**
 * Follows the peers' offers and answers (RFC 9429 §4.1.8), to find out what each leg must do. Each peer may have an
 * open offer at the same time ("glare"); the answer to one ends both, because whoever answers has taken its own back.
 */
export class Negotiation {
  readonly #offers = new Map<PeerName, SentDescription>();
  /** The ICE credentials with which each leg was last connected, by the peer that it faces. */
  readonly #connected = new Map<PeerName, string>();
  #roles: Readonly<Record<PeerName, LegRoles>> | undefined;
  #restarting = false;

  /**
   * `answererIce`: of the leg that faces whoever will answer, where no answer has decided it yet.
   * @throws SdpParseError "description-too-long"
   */
  offered(
    from: PeerName,
    sdp: string,
  ): {
    readonly offer: SentDescription;
    readonly restarts: boolean;
    readonly answererIce: LegRoles["ice"] | undefined;
  } {
    const offer = sent(from, sdp);
    this.#offers.set(from, offer);
    const known = this.#connected.get(from);
    // New credentials from a connected peer mean an ICE restart (RFC 8839 §4.4.1.1.1).
    const restarts = !this.#restarting && known !== undefined && known !== credentialsOf(offer);
    if (restarts) this.#restarting = true;
    const answererIce = offer.transport.iceLite ? "controlled" : "controlling";
    return { offer, restarts, answererIce: this.#roles ? undefined : answererIce };
  }

  /** Undefined: there was nothing to answer. @throws SdpParseError "description-too-long" */
  answered(from: PeerName, sdp: string): Decided | undefined {
    const answer = sent(from, sdp);
    const offer = this.#offers.get(counterpartOf(from));
    if (!offer) return undefined;
    this.#offers.clear();
    const known = this.#roles;
    if (known && !this.#restarting) return { kind: "nothing-new", answer };
    this.#restarting = false;
    this.#connected.set(offer.from, credentialsOf(offer)).set(from, credentialsOf(answer));
    const roles = known ?? rolesOf(offer, answer);
    this.#roles = roles;
    return { kind: known ? "restarted" : "first", offer, answer, roles };
  }
}

/**
 * Each leg takes the roles that the other peer would have had. In ICE the offerer controls, unless it alone does ICE-lite
 * (RFC 8445 §6.1.1); two lite peers would make no checks at all, so the legs make theirs and control both.
 */
function rolesOf(offer: SentDescription, answer: SentDescription): Record<PeerName, LegRoles> {
  const dtls = dtlsRoles(offer.transport.setup, answer.transport.setup);
  const offererIsLite = offer.transport.iceLite;
  const answererControls = offererIsLite && !answer.transport.iceLite;
  const facingOfferer: LegRoles = {
    ice: offererIsLite ? "controlling" : "controlled",
    dtls: dtls.answerer,
  };
  const facingAnswerer: LegRoles = {
    ice: answererControls ? "controlled" : "controlling",
    dtls: dtls.offerer,
  };
  return offer.from === "alice"
    ? { alice: facingOfferer, bob: facingAnswerer }
    : { alice: facingAnswerer, bob: facingOfferer };
}

function sent(from: PeerName, sdp: string): SentDescription {
  return { from, sdp, transport: transportOf(parseDescription(sdp)) };
}

function credentialsOf({ transport: { iceUfrag = "", icePwd = "" } }: SentDescription): string {
  return `${iceUfrag} ${icePwd}`;
}
