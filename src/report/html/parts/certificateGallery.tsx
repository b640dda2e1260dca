import { fiveDigitGroups } from "../../../comparison/decimalGroups.ts";
import { emojiOf } from "../../../comparison/matrixEmoji.ts";
import { wordsOf } from "../../../comparison/pgpWords.ts";
import { randomart } from "../../../comparison/randomart.ts";
import type { RunCertificate } from "../../../run/certificates.ts";
import { OWNERS, ownerOf } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Hex } from "../components/hex.tsx";
import { Prose } from "../components/prose.tsx";

/** Each certificate once, in every form that a person might compare. */
export function CertificateGallery({ view: { run, listing } }: { view: View }) {
  const { all } = run.certificates;
  return (
    <>
      <p>
        <Prose>
          The picture is drawn from the fingerprint as OpenSSH draws its “randomart”. A difference is easy to
          see in it; two that look alike prove nothing. Nor do equal emoji: they show the first 42 bits of one
          certificate, and whoever makes certificates until 42 bits fit needs minutes on one graphics card.
          Matrix takes its emoji from a key agreement after a commitment, where there is nothing to search.
        </Prose>
      </p>
      <ul class="gallery">
        {all.slice(0, MAX_SHOWN).map((certificate) => (
          <li class={`certificate-card ${ownerOf(certificate.owner)}`}>
            <h4>Made by {OWNERS[certificate.owner ?? "unknown"]}</h4>
            <Forms certificate={certificate} />
            <p>
              <Basis basis={[certificate.seq]} listing={listing} />
            </p>
          </li>
        ))}
      </ul>
      {all.length > MAX_SHOWN && <p>{all.length - MAX_SHOWN} more certificates stand in the trace.</p>}
    </>
  );
}

const MAX_SHOWN = 12;

function Forms({ certificate: { fingerprint } }: { certificate: RunCertificate }) {
  const digest = Buffer.from(fingerprint.replaceAll(":", ""), "hex");
  return (
    <>
      <pre class="randomart" role="img" aria-label={`Randomart of ${fingerprint.slice(0, 11)}`}>
        {randomart(digest, "SHA256").join("\n")}
      </pre>
      <p>
        <Hex value={fingerprint} />
      </p>
      <details class="forms">
        <summary>Emoji, digits, words</summary>
        <dl>
          <dt>Emoji (its first 42 bits)</dt>
          <dd>{emojiOf(digest).join(", ")}</dd>
          <dt>Digits (thirty of them)</dt>
          <dd>
            <code>{fiveDigitGroups(digest, 6).join(" ")}</code>
          </dd>
          <dt>PGP words (all 256 bits)</dt>
          <dd>{wordsOf(digest).join(" ")}</dd>
        </dl>
      </details>
    </>
  );
}
