import { COMPARING_WORDS } from "./comparing.ts";
import { CONNECTION_WORDS } from "./connection.ts";
import { DATA_CHANNEL_WORDS } from "./dataChannels.ts";
import { DTLS_WORDS } from "./dtls.ts";
import { LAB_WORDS } from "./lab.ts";
import type { Word } from "./word.ts";

/** Every word that a report explains where it uses it. A page lists those that it uses. */
export const GLOSSARY: readonly Word[] = [
  ...LAB_WORDS,
  ...CONNECTION_WORDS,
  ...DTLS_WORDS,
  ...DATA_CHANNEL_WORDS,
  ...COMPARING_WORDS,
].toSorted((a, b) => a.name.toLowerCase().localeCompare(b.name.toLowerCase(), "en"));
