/** Two runs side by side. On a phone the runs stand one below the other, and each cell names its run. */
export const COMPARE = `
.compare-screen { padding: 1.1rem 0 1rem; }
.compare-screen .eyebrow { margin: 0 0 .7rem; }
.compare-screen h1 { font-size: 1.2rem; margin: 0 0 .3rem; }
.compare-screen .headline { font-size: 1.45rem; line-height: 1.25; margin: 0 0 .9rem; max-width: none; }
.compare-screen .headline em { font-style: normal; text-decoration: underline; text-decoration-thickness: .08em; text-underline-offset: .18em; }
.compare-runs { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); grid-template-rows: repeat(4, auto); column-gap: 2.25rem; }
.compare-run { display: grid; grid-template-rows: subgrid; grid-row: span 4; row-gap: .4rem; align-content: start; min-width: 0; }
.compare-run h2 { font: 600 1.06rem/1.3 var(--sans); margin: 0; border-top: 4px solid var(--line); padding-top: .4rem; }
.compare-run .run-name { display: block; font-size: 1.2rem; }
.compare-run p { margin: 0; line-height: 1.4; }
.compare-says { font-size: .95rem; }
.compare-run .compare-answer { font-weight: 600; }
.compare-outcome .outcome-sign { font-size: 1.06rem; padding: .2rem .6rem; }
.compare-outcome .verdict { display: inline; font-size: .88rem; color: var(--muted); }
.compare-outcome .verdict.not-as-expected { color: var(--bad); font-weight: 600; }
.compare-outcome .verdict.inconclusive { color: var(--open); font-weight: 600; }

.difference { color: var(--open); }
.sameness { color: var(--muted); font-weight: 400; }
.in-common { border-left: 4px solid var(--line); padding-left: 1rem; max-width: 56rem; }
.beside { margin: 1rem 0; }
.beside ul { list-style: none; padding: 0; margin: 0; max-width: none; }
.beside li, .beside-heads { display: grid; grid-template-columns: var(--head, 12.5rem) minmax(0, 1fr) minmax(0, 1fr); column-gap: 1.25rem; max-width: none; }
.beside-heads { margin: 0; border-bottom: 1px solid var(--muted); padding-bottom: .2rem; }
.beside li { border-bottom: 1px solid var(--line); padding: .5rem 0; font-size: .95rem; line-height: 1.45; break-inside: avoid; }
.beside.mixed li.differs { background: var(--open-ground); box-shadow: -.6rem 0 var(--open-ground), .6rem 0 var(--open-ground); }
.beside .beside-head { margin: 0; }
.beside-head .difference, .beside-head .sameness { display: block; font-size: .88rem; }
.beside .side { min-width: 0; overflow-wrap: anywhere; }
.beside .side-name, .beside-picture .side-name { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
.beside .whose { display: block; }
.beside .sdp-text { display: block; }
.foreign-fingerprint { font-weight: 600; color: var(--bad); }
.rest summary { font-weight: 400; color: var(--muted); }
.only { font-size: .95rem; }
.beside .held-list { padding-left: 1.1rem; list-style: disc; }
.beside .held-list li { display: list-item; border: 0; padding: 0; font-size: inherit; }
.beside .held-list .own { font-weight: 600; }

.beside-picture { --mark: 9em; font-size: .84rem; }
.beside-picture .rows { padding: 0; }
.beside-picture .side-call { margin: 0 0 .3em; max-width: none; }
.beside-picture h3.stage { margin: 1.6em 0 .4em; }
.beside-picture details.stage { margin: .6em 0; }
.stage-count { font-weight: 400; color: var(--muted); margin-left: .5em; }
.beside-picture .step { margin: 0; }
.beside-picture .step-mark { margin: 0; font-size: .94em; line-height: 1.3; overflow-wrap: anywhere; }
.beside-picture .step-mark p { margin: 0; max-width: none; }
.beside-picture .step-times { display: flex; justify-content: space-between; gap: 0 .6em; flex-wrap: wrap; }
.beside-picture .step-times .time { margin: 0; }
.beside-picture .step-mark .difference { font-size: 1.2em; }
@container (max-width: 62em) {
  .beside-picture .step { border-bottom: 1px solid var(--line); padding: .5em 0; }
  .beside-picture .heads-row .side-call { font-size: 1.05em; }
  .beside-picture .step .row { border: 0; padding: .2em 0; }
  .beside-picture li .side-name { position: static; clip-path: none; width: auto; height: auto; font-weight: 600; }
  .beside-picture .step.same .step-mark { color: var(--muted); }
  .beside-picture .step:not(.same):not(.heads-row) { background: var(--open-ground); }
}
@container (min-width: 62em) {
  .beside-picture .step { display: grid; grid-template-columns: minmax(0, 1fr) var(--mark) minmax(0, 1fr); }
  .beside-picture .heads-row { position: sticky; top: 0; z-index: 4; background: var(--paper); padding-top: .4em; }
  .beside-picture .heads { position: static; }
  .beside-picture .side, .beside-picture .side .lanes { display: grid; min-width: 0; }
  .beside-picture .heads-row .side { align-content: space-between; }
  .beside-picture .side .lanes .grid, .beside-picture .side .lanes .row {
    grid-template-columns: [time a-start] 1.9em [alice] minmax(0, 1fr) [s-left] 7em [s-right] minmax(0, 1fr) [bob] 1.9em [b-end end]; }
  .beside-picture .side .lanes.with-path .grid, .beside-picture .side .lanes.with-path .row {
    grid-template-columns: [time a-start] 1.9em [alice] minmax(0, 1fr) [s-left] 4.4em [s-right] .5em [p-left] 6.4em [p-right] minmax(0, 1fr) [bob] 1.9em [b-end end]; }
  .beside-picture .row .kept, .beside-picture .row .kept:empty, .beside-picture .head.recorder { display: none; }
  .beside-picture .head { font-size: 1em; }
  .beside-picture .step-mark { align-self: center; text-align: center; padding: .2em .5em; }
  .beside-picture .step-times { flex-wrap: nowrap; }
  .beside-picture .step:not(.same):not(.heads-row) .step-mark { align-self: stretch; align-content: center; background: var(--open-ground); border-block: 1px solid var(--paper); }
}
@container (max-width: 45em) {
  .beside-picture .step { display: flex; flex-direction: column; }
  .beside-picture .step-mark { order: -1; }
  .beside-picture .left-only .side:last-child, .beside-picture .right-only .side:first-child { display: none; }
}
@container (min-width: 45em) {
  .beside-picture .label.around { padding-top: 2.7em; max-width: 62%; }
}
@media not all and (max-width: 52rem) {
  .compare-run .map svg { max-width: 26.5rem; margin-inline: auto; }
}
@media screen and (max-width: 52rem) {
  .compare-runs { grid-template-columns: minmax(0, 1fr); grid-template-rows: none; row-gap: 1.25rem; }
  .compare-run { grid-row: auto; grid-template-rows: none; }
  .compare-screen .headline { font-size: 1.2rem; }
  .beside li { grid-template-columns: minmax(0, 1fr); row-gap: .25rem; }
  .beside-heads { display: none; }
  .beside .side-name { position: static; clip-path: none; font-weight: 600; }
  .beside-head { font-weight: 600; }
}
@media print {
  .compare-screen .headline { font-size: 13pt; }
  .compare-run { font-size: 9pt; }
  .beside-picture { font-size: 6.8pt; --mark: 8.4em; }
  .beside { --head: 3.4cm; }
  .beside li { font-size: 8pt; }
  .beside .hex, .beside .sdp-text { font-size: 6.5pt; }
  .beside-picture .note-box { padding: .2em .3em; }
}
`;
