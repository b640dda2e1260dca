import { PLACEMENT } from "../picture/columns.ts";
import { PLOT } from "./plot.ts";

/** The sequence picture as a list, for whoever has no room for lanes. */
const LIST = `
.picture { container-type: inline-size; font-size: .9375rem; line-height: 1.35; margin: 1.25rem 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.picture .rows { list-style: none; margin: 0; padding: 0; max-width: none; }
.picture .row { border-bottom: 1px solid var(--line); padding: .55em 0; }
.picture .row span, .picture .row a { overflow-wrap: anywhere; }
.picture .heads, .picture .shaft, .picture .arc, .picture .band, .picture .leg, .picture .kept:empty { display: none; }
.picture .band.speaks, .picture .label, .picture .note-box, .picture .kept, .picture .call, .picture .fold-box, .picture .quiet, .picture .label span { display: block; }
.picture .heading .band.speaks { display: none; }
.picture .time { color: var(--muted); display: inline-block; min-height: 1.7em; margin-right: .6em; font-variant-numeric: tabular-nums; white-space: nowrap; }
.picture .route { color: var(--muted); }
.picture .call { font-weight: 600; font-size: 1.1em; }
.picture .heading { padding-top: 1.6em; }
.picture .quiet { color: var(--muted); }
.picture .kept, .picture .sight, .picture .beside { color: var(--muted); }
.picture .warning { color: var(--bad); font-weight: 600; }
.picture .sight.leak { color: var(--bad); font-weight: 600; }
.picture .certificate { font-weight: 600; color: var(--leg); }
.picture .certificate.alice { color: var(--alice); }
.picture .certificate.bob { color: var(--bob); }
.picture .note-box.good { color: var(--good); }
.picture .note-box.bad { color: var(--bad); font-weight: 600; }
.lock { width: 1.15em; height: 1.15em; vertical-align: -.2em; margin-right: .25em; color: var(--muted); }
.lock.open { color: var(--ink); }
.lock rect { fill: currentColor; }
.lock .shackle { fill: none; stroke: currentColor; stroke-width: 1.8; }
`;

/** The same rows as lanes. Widths are in the picture's own letters: whoever enlarges them enlarges all of it. */
const LANES = `
.picture .grid, .picture .row { display: grid; position: relative; padding: 0; border: 0; grid-template-rows: auto auto;
  grid-template-columns: [time] 5.2em [a-start] 1.6em [alice] minmax(0, 1fr) [s-left] 8em [s-right] minmax(0, 1fr) [bob] 1.6em [b-end] 6.8em [end]; }
.picture .with-path .grid, .picture .with-path .row {
  grid-template-columns: [time] 5.2em [a-start] 1.6em [alice] minmax(0, 1fr) [s-left] 4.9em [s-right] .8em [p-left] 7em [p-right] minmax(0, 1fr) [bob] 1.6em [b-end] 6.4em [end]; }
.picture .heads { display: block; position: sticky; top: 0; z-index: 3; background: var(--paper); border-bottom: 1px solid var(--line); }
.picture .grid { align-items: center; padding: .45em 0; }
.head { grid-row: 1; font-weight: 600; font-size: 1.06em; line-height: 1.2; text-align: center; }
.head.alice, .head.bob { justify-self: start; transform: translateX(-50%); border: 2px solid; border-radius: 2em; padding: .2em .7em; background: var(--paper); }
.head.alice { grid-column: alice; color: var(--alice); }
.head.bob { grid-column: bob; color: var(--bob); }
.head.recorder { grid-column: b-end / end; }
.head small { display: block; font-weight: 400; font-size: .96em; }
.picture .row { break-inside: avoid; }
.picture .row::before, .picture .row::after { content: ''; grid-row: 1 / span 2; border: 0 solid; }
.picture .row::before { grid-column: a-start / alice; border-right-width: 2px; margin-right: -1px; color: var(--alice); }
.picture .row::after { grid-column: bob / b-end; border-left-width: 2px; margin-left: -1px; color: var(--bob); }
.picture .route, .picture .kept .who { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.picture .time { grid-column: time; grid-row: 1 / span 2; align-self: end; text-align: right; margin: 0 .8em .1em 0; min-height: 0; line-height: 1.65; }
.picture .band, .picture .band.speaks { display: flex; flex-direction: column; justify-content: end; align-items: center; text-align: center; grid-row: 1 / span 2; z-index: 1; padding: .3em .3em .15em; background: var(--raised); border: 0 solid var(--line); border-width: 0 2px; }
.picture .band.attacked { background: var(--band); border-color: var(--leg); }
.picture .past { color: var(--muted); }
.picture .band .sight { display: block; }
.picture .label { grid-row: 1; align-self: end; text-align: center; padding: .45em .5em .1em; z-index: 2; }
.picture .shaft { display: block; grid-row: 2; height: 1em; align-self: end; position: relative; color: var(--message); }
.picture .shaft::before, .picture .shaft::after { content: ''; position: absolute; }
.picture .shaft::before { left: 2px; right: 2px; top: calc(.5em - 1px); border-top: 2px solid; }
.picture .shaft.message::before { border-top-width: 3px; }
.picture .shaft::after { top: calc(.5em - 5px); border: 5px solid transparent; }
.picture .shaft.right::after { right: 0; border-left: 10px solid; border-right: 0; }
.picture .shaft.left::after { left: 0; border-right: 10px solid; border-left: 0; }
.picture .shaft.signalling { color: var(--signalling); }
.picture .shaft.ice { color: var(--ice); }
.picture .shaft.ice::before { border-top-style: dotted; }
.picture .shaft.dtls { color: var(--dtls); }
.picture .shaft.changed { color: var(--bad); }
.picture .kept { grid-column: b-end / end; grid-row: 1 / span 2; display: flow-root; align-self: stretch; align-content: end; padding: .3em .35em; }
.picture .row .kept, .picture .row .kept:empty { display: block; border: 0 dotted var(--line); border-width: 0 2px; }
.picture .heading .call { grid-column: time / end; grid-row: 1; background: var(--paper); z-index: 2; padding: 1.4em 0 .5em; border-bottom: 1px solid var(--line); }
.picture .heading { padding: 0; }
.picture .heading::before, .picture .heading::after { grid-row: 2; }
.picture .heading .kept, .picture .heading .kept:empty { grid-row: 2; }
.picture .heading .band, .picture .heading .band.speaks { display: flex; grid-row: 2; justify-content: center; color: var(--leg); font-weight: 600; padding-block: .4em; }
.picture .leg { display: block; grid-row: 2; align-self: center; color: var(--leg); padding: .3em .5em; }
.picture .leg.left { text-align: right; }
.picture .leg.within { font-weight: 400; padding: .15em 0 0; }
.picture .note-box { grid-row: 1 / span 2; align-self: center; z-index: 2; background: var(--paper); border: 1px solid var(--line); border-radius: .35em; padding: .25em .6em; margin: .3em 0; text-align: center; }
.picture .note-box.good { background: var(--good-ground); border-color: var(--good); }
.picture .note-box.bad { background: var(--bad-ground); border-color: var(--bad); }
.picture .note-box.at-alice { grid-column-start: a-start; justify-self: start; margin-right: .6em; }
.picture .note-box.at-bob { grid-column-end: b-end; justify-self: end; margin-left: .6em; }
.picture .note-box.at-server { grid-column: alice / bob; justify-self: center; max-width: 22em; margin-inline: .8em; }
.picture .with-path .note-box.at-server { grid-column: alice / p-left; justify-self: end; margin-right: .2em; }
.picture .note-box.at-path { grid-column: p-left / bob; justify-self: start; max-width: 16em; margin-inline: .4em .8em; }
.picture .fold-box { grid-row: 1 / span 2; z-index: 2; justify-self: center; background: var(--paper); border: 1px dashed var(--muted); border-radius: 1em; padding: .3em 1.2em; margin: .5em 1em; text-align: center; }
.picture .quiet { grid-column: time; grid-row: 1 / span 2; text-align: right; padding: .35em .8em .35em 0; white-space: nowrap; }
.picture .arc { display: block; grid-column: alice / bob; grid-row: 1 / span 2; margin: .6em 4px .3em; border: 2px dashed var(--oob); border-bottom: 0; border-radius: 50% 50% 0 0 / 100% 100% 0 0; position: relative; }
.picture .arc::after { content: ''; position: absolute; bottom: -2px; border: 6px solid transparent; border-top: 11px solid var(--oob); border-bottom: 0; }
.picture .arc.right::after { right: -7px; }
.picture .arc.left::after { left: -7px; }
.picture .label.around { grid-column: alice / bob; grid-row: 1 / span 2; justify-self: center; max-width: 66%; padding: 1.7em 0 .4em; color: var(--oob); }
`;

/** With more room the columns that hold only a few words get theirs. */
const WIDE = `
.picture .grid, .picture .row {
  grid-template-columns: [time] 5.4em [a-start] 3em [alice] minmax(0, 1fr) [s-left] 10.5em [s-right] minmax(0, 1fr) [bob] 3em [b-end] 9em [end]; }
.picture .with-path .grid, .picture .with-path .row {
  grid-template-columns: [time] 5.4em [a-start] 2.4em [alice] minmax(0, 1fr) [s-left] 6em [s-right] 1.2em [p-left] 9.5em [p-right] minmax(0, 1fr) [bob] 2.4em [b-end] 8.6em [end]; }
`;

const LEGEND = `
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; padding: 0; margin: 1rem 0; font-size: .9375rem; max-width: none; }
.legend svg { vertical-align: middle; margin-right: .35rem; }
.legend .swatch { width: 2.25rem; height: .75rem; }
.legend .swatch.signalling { color: var(--signalling); }
.legend .swatch.ice { color: var(--ice); }
.legend .swatch.ice line { stroke-dasharray: 1.5 3.5; stroke-linecap: round; }
.legend .swatch.dtls { color: var(--dtls); }
.legend .swatch.message { color: var(--message); }
.legend .swatch.out-of-band { color: var(--oob); }
.legend .swatch.out-of-band line { stroke-dasharray: 7 4; }
.legend .swatch line { stroke: currentColor; stroke-width: 2; }
.legend .swatch path { fill: currentColor; }
.legend .key { width: .9rem; height: .9rem; }
`;

/** On paper the names stand on every page, as the head of a table does, and no row is cut. */
const PRINT = `
@media print {
  .picture { font-size: 8pt; }
  .picture .lanes { display: table; width: 100%; }
  .picture .heads { display: table-header-group; position: static; break-inside: avoid; }
  .picture .rows { display: table-row-group; }
  .plot { min-width: 0; }
}
`;

/** The drawings. */
export const PICTURE = [
  PLACEMENT,
  LIST,
  `@container (min-width: 45em) {${LANES}}`,
  `@container (min-width: 62em) {${WIDE}}`,
  LEGEND,
  PLOT,
  PRINT,
].join("\n");
