import type { Candidate } from "./candidate.ts";
import { type Description, effectiveFacts, type SetupRole } from "./description.ts";

/** The one transport that carries the data channels, as one description has it. */
export interface TransportFacts {
  /** The index of the m= section that describes it. */
  readonly section: number;
  readonly setup?: SetupRole | undefined;
  readonly iceUfrag?: string | undefined;
  readonly icePwd?: string | undefined;
  readonly iceLite: boolean;
  /** Those of the sections with the same ICE credentials. */
  readonly candidates: readonly Candidate[];
}

/** In a bundle the first section describes the transport of all (RFC 9143 §7); without one the data channels have their own. */
export function transportOf(description: Description): TransportFacts {
  const { session, media } = description;
  const channels = Math.max(
    media.findIndex(({ kind }) => kind === "application"),
    0,
  );
  const mid = media[channels]?.mid;
  const bundle = session.bundle ?? [];
  const bundled = mid !== undefined && bundle.includes(mid);
  const first = media.findIndex((section) => section.mid !== undefined && section.mid === bundle[0]);
  const section = bundled && first >= 0 ? first : channels;
  const facts = effectiveFacts(description, section) ?? session;
  const sections = media.flatMap((_, index) => effectiveFacts(description, index) ?? []);
  const sharing = sections.filter(({ iceUfrag }) => iceUfrag === facts.iceUfrag);
  const candidates = new Set([facts, ...sharing].flatMap((each) => each.candidates));
  return {
    section,
    setup: facts.setup,
    iceUfrag: facts.iceUfrag,
    icePwd: facts.icePwd,
    iceLite: facts.iceLite === true,
    candidates: [...candidates],
  };
}

export type DtlsRole = "client" | "server";

/**
 * Who becomes the DTLS client, by the a=setup of offer and answer (RFC 8842 §5.3): the answer decides. Where it does not
 * ("actpass" and "holdconn" are not allowed there), an offer that has decided counts, and else the answerer is active,
 * as stacks are.
 */
export function dtlsRoles(
  offer: SetupRole | undefined,
  answer: SetupRole | undefined,
): { readonly offerer: DtlsRole; readonly answerer: DtlsRole } {
  const answererIsServer = answer === "passive" || (answer !== "active" && offer === "active");
  return answererIsServer
    ? { offerer: "client", answerer: "server" }
    : { offerer: "server", answerer: "client" };
}
