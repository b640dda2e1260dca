import { bulk } from "./bulk.ts";
import { emptyMessages } from "./emptyMessages.ts";
import type { Feature } from "./feature.ts";
import { iceLiteAnswerer, iceLiteOfferer } from "./iceLite.ts";
import { iceRestart } from "./iceRestart.ts";
import { largeMessages } from "./largeMessages.ts";
import { lateFromAnswerer } from "./lateFromAnswerer.ts";
import { mediaBeside } from "./mediaBeside.ts";
import { negotiated } from "./negotiated.ts";
import { passiveAnswer } from "./passiveAnswer.ts";
import { renegotiation } from "./renegotiation.ts";
import { silence } from "./silence.ts";
import { textAndBinary } from "./textAndBinary.ts";
import { twoAtOnce } from "./twoAtOnce.ts";
import { unreliable } from "./unreliable.ts";

/** In the order of the table. */
export const FEATURES: readonly Feature[] = [
  textAndBinary,
  twoAtOnce,
  negotiated,
  lateFromAnswerer,
  unreliable,
  emptyMessages,
  largeMessages,
  bulk,
  renegotiation,
  iceRestart,
  passiveAnswer,
  iceLiteOfferer,
  iceLiteAnswerer,
  mediaBeside,
  silence,
];
