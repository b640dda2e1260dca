import { type CallTrace, callsOf } from "../../run/calls.ts";
import { certificatesOf, type KnownCertificate } from "../../run/certificates.ts";
import type { Row } from "../sequence/row.ts";
import { pictureRows } from "../sequence/rows.ts";
import { type Holding, holdingsOf } from "./holdings.ts";
import { type Listing, listingOf } from "./listing.ts";
import type { Page } from "./page.ts";

/** A page with what several of its parts need, worked out once. */
export interface View extends Page {
  readonly calls: readonly CallTrace[];
  readonly certificates: readonly KnownCertificate[];
  readonly holdings: readonly Holding[];
  readonly rows: readonly Row[];
  readonly listing: Listing;
}

export function viewOf(page: Page): View {
  const holdings = holdingsOf(page);
  const rows = pictureRows(page, holdings);
  return {
    ...page,
    calls: callsOf(page.trace),
    certificates: certificatesOf(page.trace),
    holdings,
    rows,
    listing: listingOf(
      page,
      rows.map(({ source }) => source),
    ),
  };
}
