import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync, randomBytes } from "node:crypto";
import { createDecoder, readAny, readVarString, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeAny, writeVarString, writeVarUint8Array } from "lib0/encoding";
import type { Unseal } from "webrtc-mitm-lab";

const TAG_BYTES = 16;

/** What whoever knows these three can do to trystero's signals. Without a password the other two are enough. */
export function trysteroKey(password: string, appId: string, room: string): Unseal {
  const key = createHash("sha256").update(`${password}:${appId}:${room}`).digest();
  return (sealed) => {
    const [, iv, content] = /^(\d+(?:,\d+){15})\$(\S+)$/.exec(sealed) ?? [];
    if (iv === undefined || content === undefined) return undefined;
    const opened = open(key, Uint8Array.from(iv.split(","), Number), Buffer.from(content, "base64"));
    return (
      opened && {
        text: opened.toString("utf8"),
        seal(text) {
          const fresh = randomBytes(16);
          return `${[...fresh].join(",")}$${seal(key, fresh, Buffer.from(text)).toString("base64")}`;
        },
      }
    );
  };
}

/** What whoever knows the password of a y-webrtc room can do to the room's signals. */
export function yWebrtcKey(password: string, room: string): Unseal {
  const key = pbkdf2Sync(password, room, 100_000, 32, "sha256");
  return (sealed) => {
    const bytes = Buffer.from(sealed, "base64");
    if (!bytes.subarray(1).toString("latin1").startsWith("AES-GCM")) return undefined;
    const decoder = createDecoder(bytes);
    readVarString(decoder);
    const opened = open(key, readVarUint8Array(decoder), readVarUint8Array(decoder));
    return (
      opened && {
        text: JSON.stringify(readAny(createDecoder(opened))),
        seal(text) {
          const [plain, encoder, fresh] = [createEncoder(), createEncoder(), randomBytes(12)];
          writeAny(plain, JSON.parse(text));
          writeVarString(encoder, "AES-GCM");
          writeVarUint8Array(encoder, fresh);
          writeVarUint8Array(encoder, seal(key, fresh, toUint8Array(plain)));
          return Buffer.from(toUint8Array(encoder)).toString("base64");
        },
      }
    );
  };
}

/** Undefined with another key than the one that sealed it. */
function open(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, iv).setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function seal(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}
