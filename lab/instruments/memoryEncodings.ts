import { createPrivateKey } from "node:crypto";
import { markerId, type RunSecret } from "../../src/run/secrets.ts";
import type { Role } from "../actors/protocol.ts";
import { SHORTEST_PATTERN } from "./patternSearch.ts";

/** One form that a secret can have in a process's memory. */
export interface Encoding {
  readonly secret: string;
  readonly encoding: string;
  readonly pattern: Uint8Array;
}

/**
 * The forms in which OpenSSL and JavaScript keep a secret: OpenSSL has an EC scalar little-endian, a PEM text has
 * it as base64, our own code as bytes or hexadecimal. A secret in any other form is not found.
 * @throws Error when a private key cannot be parsed.
 */
export function encodingsOf(secret: RunSecret): Encoding[] {
  const form = (encoding: string, pattern: Uint8Array) => ({ secret: secret.id, encoding, pattern });
  switch (secret.what) {
    case "certificate-key": {
      const scalar = privateScalar(secret.pkcs8);
      return [
        form("big-endian", scalar),
        form("little-endian", Buffer.from(scalar).reverse()),
        form("hexadecimal", Buffer.from(scalar.toString("hex"))),
        form("PEM", pemPart(Buffer.from(secret.pkcs8), scalar)),
      ];
    }
    case "session-secret": {
      const raw = Buffer.from(secret.bytes);
      return [
        form("raw", raw),
        form("hexadecimal", Buffer.from(raw.toString("hex"))),
        form("base64", Buffer.from(raw.toString("base64"))),
      ];
    }
  }
}

/** What the conductor planted in an actor: a word of its command line (hexadecimal), which the actor keeps as bytes. */
export function markerEncodings(actor: Role, marker: string): Encoding[] {
  const secret = markerId(actor);
  return [
    { secret, encoding: "raw", pattern: Buffer.from(marker, "hex") },
    { secret, encoding: "hexadecimal", pattern: Buffer.from(marker) },
  ];
}

function privateScalar(pkcs8: Uint8Array): Buffer {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  const { d } = key.export({ format: "jwk" });
  if (d === undefined) throw new Error("the private key has no scalar");
  return Buffer.from(d, "base64url");
}

/**
 * The longest piece of the key's base64 text that lies within one line of a PEM file and depends on the scalar alone.
 * Whole lines will not do: the first one of every P-256 key is nearly the same header.
 */
function pemPart(pkcs8: Buffer, scalar: Buffer): Buffer {
  const offset = pkcs8.indexOf(scalar);
  const first = Math.ceil((offset * 4) / 3);
  const last = Math.floor(((offset + scalar.length) * 4) / 3);
  const text = pkcs8.toString("base64");
  const pieces: string[] = [];
  for (let at = first; at < last; at = (Math.floor(at / PEM_LINE) + 1) * PEM_LINE) {
    pieces.push(text.slice(at, Math.min(last, (Math.floor(at / PEM_LINE) + 1) * PEM_LINE)));
  }
  const [longest = ""] = pieces.toSorted((a, b) => b.length - a.length);
  if (offset < 0 || longest.length < SHORTEST_PATTERN)
    throw new Error("the private key has no PEM text of its own");
  return Buffer.from(longest);
}

/** RFC 7468 section 2: characters in a line. */
const PEM_LINE = 64;
