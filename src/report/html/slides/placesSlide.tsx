import { mapOf } from "../../model/map.ts";
import type { View } from "../../model/view.ts";
import { CallMapFigure } from "../map/callMap.tsx";

/** The map of the first screen, as large as the page. */
export function PlacesSlide({ view: { run, report } }: { view: View }) {
  const map = mapOf(run, report.evidence);
  return map ? <CallMapFigure map={map} wordsId="slide-map-words" /> : <p>No call was begun in this run.</p>;
}
