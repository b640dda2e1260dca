import { eventsOf } from "../../trace/events.ts";
import { type ClaimUnderTest, notTested } from "./claim.ts";

export const serverCannotEavesdrop: ClaimUnderTest = {
  id: "server-cannot-eavesdrop",
  statement: "With trustworthy client code the server has no way to eavesdrop.",
  hold({ run, evidence: { disclosed } }) {
    const attacks = eventsOf(run.trace, "call-started").filter(({ via }) => via === "signalling-attack");
    if (attacks.length === 0) return notTested("The server of this run did not attack.");
    if (disclosed.value === "yes") {
      return {
        holds: "no",
        because: "The server terminated both DTLS legs and read content.",
        basis: disclosed.basis,
      };
    }
    if (disclosed.value === "unknown") return notTested("It is unknown whether the server read anything.");
    return {
      holds: "partly",
      because:
        "The server attacked and read nothing in this run: the stack or a defence of the peers stopped it.",
      basis: attacks.map(({ seq }) => seq),
    };
  },
};

export const noIdentity: ClaimUnderTest = {
  id: "no-identity",
  statement: "With self-signed certificates the peers cannot be sure of each other.",
  hold({ run, evidence }) {
    const attacked = eventsOf(run.trace, "call-started").some(({ via }) => via === "signalling-attack");
    const { remoteCertificate, link, comparison, alarms, disclosed } = evidence;
    const basis = [...remoteCertificate.alice.basis, ...comparison.basis];
    if (!attacked) return notTested("Nobody pretended to be somebody else at the signalling.");
    const fooled = link.alice.value === "connected" && remoteCertificate.alice.value === "substituted";
    if (fooled && alarms.length > 0) {
      return {
        holds: "partly",
        because:
          "WebRTC connected each peer to the attacker without objection; what the peers did beside it exposed that.",
        basis,
      };
    }
    if (fooled)
      return {
        holds: "yes",
        because: "WebRTC connected each peer to the attacker, and nothing exposed it.",
        basis,
      };
    if (alarms.length > 0 && disclosed.value === "no") {
      return {
        holds: "partly",
        because: "By themselves they cannot; what these peers added refused the attacker.",
        basis: alarms.map(({ seq }) => seq),
      };
    }
    return notTested("No peer was connected to the attacker in the last call.");
  },
};

export const trustedServerIsEnough: ClaimUnderTest = {
  id: "trusted-server-is-enough",
  statement: "With a trusted signalling server there is no man in the middle.",
  hold({ run, evidence: { disclosed, altered } }) {
    const onPath = eventsOf(run.trace, "call-started").filter(({ via }) => via === "path-attack");
    if (onPath.length === 0) return notTested("No attacker without the signalling took part.");
    const basis = onPath.map(({ seq }) => seq);
    if (disclosed.value === "unknown" || altered.value === "unknown")
      return notTested("It is unknown whether the attacker read anything.");
    return disclosed.value === "no" && altered.value === "no"
      ? {
          holds: "yes",
          because:
            "An attacker on the path, without the signalling, got no connection that a peer went on with.",
          basis,
        }
      : {
          holds: "no",
          because: "An attacker on the path read or changed content without the signalling.",
          basis,
        };
  },
};
