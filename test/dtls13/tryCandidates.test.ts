import { expect } from "chai";
import { tryCandidates13 } from "../../src/dtls13/crypto/tryCandidates.ts";
import { readAssociation13 } from "../../src/dtls13/handshake/association.ts";
import { flipped } from "../dtls/fixture.ts";
import { chromiumFirefox } from "./fixture.ts";
import { play } from "./play.ts";

describe("trying values on a DTLS 1.3 association", () => {
  it("finds the shared secret of the key exchange, from which everything follows", () => {
    const { datagrams, sharedSecret } = play({ afterwards: [["client", "hello"]] });
    const { successes } = tryCandidates13(datagrams, [Buffer.alloc(32), sharedSecret, flipped(sharedSecret)]);
    expect(successes.map(({ candidate, derivation }) => [candidate, derivation])).to.deep.equal([
      [1, "shared-secret"],
    ]);
    const [{ secrets } = { secrets: undefined }] = successes;
    expect(readAssociation13(datagrams, secrets).applicationData.length).to.be.greaterThan(0);
  });

  it("finds each traffic secret, for its own direction and epoch", () => {
    const { handshake, application } = chromiumFirefox.opened.secrets;
    const secrets = [handshake.client, handshake.server, application.client, application.server].flatMap(
      (secret) => secret ?? [],
    );
    const { successes, attempts, records } = tryCandidates13(chromiumFirefox.datagrams, secrets);
    expect(successes.map(({ candidate, derivation }) => [candidate, derivation])).to.deep.equal([
      [0, "handshake-traffic-secret"],
      [1, "handshake-traffic-secret"],
      [2, "application-traffic-secret"],
      [3, "application-traffic-secret"],
    ]);
    expect(attempts).to.be.greaterThan(20);
    expect(records).to.be.greaterThan(8);
    const wrong = tryCandidates13(chromiumFirefox.datagrams, secrets.map(flipped));
    expect(wrong.successes).to.deep.equal([]);
  });

  it("tries nothing where no ServerHello was seen, and says so", () => {
    const { datagrams } = chromiumFirefox;
    expect(tryCandidates13(datagrams.slice(0, 1), [Buffer.alloc(32)])).to.deep.equal({
      attempts: 0,
      records: 0,
      successes: [],
    });
  });
});
