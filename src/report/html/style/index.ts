import { COMPARE } from "./compare.ts";
import { DISSECTION } from "./dissection.ts";
import { FIRST_SCREEN } from "./firstScreen.ts";
import { OVERVIEW } from "./overview.ts";
import { PAGE } from "./page.ts";
import { PICTURE } from "./picture.ts";
import { PRINT } from "./print.ts";
import { SLIDES } from "./slides.ts";
import { TABLES } from "./tables.ts";
import { THEME } from "./theme.ts";

/**
 * The one style sheet of all pages. It stands in the page as text that was escaped like any other, and the page's
 * policy names its hash: so no double quotation mark, ampersand or opening angle bracket may stand in it.
 */
export const STYLE = [
  THEME,
  PAGE,
  FIRST_SCREEN,
  OVERVIEW,
  TABLES,
  PICTURE,
  COMPARE,
  DISSECTION,
  SLIDES,
  PRINT,
].join("\n");
