import type { Row } from "../sequence/row.ts";
import { pictureRows } from "../sequence/rows.ts";
import { type Listing, listingOf } from "./listing.ts";
import type { Page } from "./page.ts";

/** A page with what several of its parts need, worked out once. */
export interface View extends Page {
  readonly rows: readonly Row[];
  readonly listing: Listing;
}

export function viewOf(page: Page): View {
  const rows = pictureRows(page);
  return {
    ...page,
    rows,
    listing: listingOf(
      page,
      rows.map(({ source }) => source),
    ),
  };
}
