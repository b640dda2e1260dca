import type { AssociationDatagram } from "../../src/dtls/handshake/association.ts";
import { type Opened13, openWithKeyLog } from "../../src/dtls13/handshake/open.ts";
import chromiumFirefoxFile from "./fixtures/chromium-firefox.json" with { type: "json" };
import x25519File from "./fixtures/chromium-firefox-x25519.json" with { type: "json" };
import dtls12File from "./fixtures/dtls12-hellos.json" with { type: "json" };
import firefoxChromiumFile from "./fixtures/firefox-chromium.json" with { type: "json" };
import firefoxFirefoxFile from "./fixtures/firefox-firefox.json" with { type: "json" };

/** A recorded call between two browsers. Its keys protect nothing but a test message. */
export interface BrowserCall {
  readonly name: string;
  readonly source: string;
  readonly datagrams: readonly AssociationDatagram[];
  /** As Firefox wrote it. */
  readonly keyLog: string;
  /** Read with the key log. */
  readonly opened: Opened13;
  /** What each page sent over the data channel. */
  readonly sent: { readonly a: string; readonly b: string };
  /** Of the session descriptions: `sha-256 AB:CD…`. */
  readonly fingerprints: { readonly a: string; readonly b: string };
  readonly getStats: {
    readonly a: { readonly dtlsRole: string; readonly dtlsCipher: string };
    readonly b: { readonly dtlsRole: string; readonly dtlsCipher: string };
    /** DER in base64; Chromium alone gives them. */
    readonly certificates: readonly string[];
  };
  /** SRTP packets of the same call (no SRTCP). */
  readonly srtp: readonly AssociationDatagram[];
}

interface PacketOfFile {
  readonly packet: number;
  readonly from: string;
  readonly hex: string;
}

interface BrowserCallFile extends Omit<BrowserCall, "name" | "datagrams" | "opened" | "srtp"> {
  readonly datagrams: readonly PacketOfFile[];
  readonly srtp: readonly PacketOfFile[];
}

function load(name: string, file: BrowserCallFile): BrowserCall {
  const datagrams = file.datagrams.map(datagramOf);
  const opened = openWithKeyLog(datagrams, file.keyLog);
  return { ...file, name, datagrams, opened, srtp: file.srtp.map(datagramOf) };
}

function datagramOf({ packet, from, hex }: PacketOfFile): AssociationDatagram {
  return { packet, from: from === "a" ? "a" : "b", bytes: Uint8Array.from(Buffer.from(hex, "hex")) };
}

/** Side a offers and is the DTLS server, side b answers and is the client. */
export const firefoxChromium = load("Firefox calls Chromium", firefoxChromiumFile);
export const chromiumFirefox = load("Chromium calls Firefox", chromiumFirefoxFile);
export const firefoxFirefox = load("Firefox calls Firefox", firefoxFirefoxFile);
export const browserCalls: readonly BrowserCall[] = [firefoxChromium, chromiumFirefox, firefoxFirefox];

/** The same pair with Firefox's hybrid group switched off, without media. Firefox is the client. */
export const withoutHybrid = load("Chromium calls Firefox, x25519 alone", x25519File);

/** Both hellos of a client that was limited to DTLS 1.2 and of a browser that knows 1.3. */
export const dtls12Hellos = dtls12File.calls.map(({ server, datagrams }) => ({
  server,
  datagrams: datagrams.map(datagramOf),
}));
