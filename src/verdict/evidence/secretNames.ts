import type { RunSecret } from "../../run/secrets.ts";
import { SECRET_NAMES } from "../../run/secrets.ts";
import type { EndName } from "../../trace/parties.ts";

/** Whose end of a connection it is, as it stands inside a sentence. */
export const END_NAMES: Readonly<Record<EndName, string>> = {
  alice: "Alice",
  bob: "Bob",
  "alice-leg": "the attacker's leg to Alice",
  "bob-leg": "the attacker's leg to Bob",
};

/** What a secret is and whose: of a session secret that only one end reported, the other end is not named. */
export function nameOfSecret(secret: RunSecret): string {
  switch (secret.what) {
    case "certificate-key":
      return `private key of ${END_NAMES[secret.owner]}`;
    case "session-secret": {
      const ends = secret.owners.map((owner) => END_NAMES[owner]).join(" and ");
      return `DTLS ${SECRET_NAMES[secret.label]} of ${ends}`;
    }
  }
}
