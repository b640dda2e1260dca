import { GRID } from "./grid.ts";

/** The index. Nothing in it scrolls sideways: on a phone its rows are cards. */
export const OVERVIEW = `
.index-screen { padding: 1.5rem 0 0; }
.index-screen .headline { font-size: 1.7rem; line-height: 1.25; margin-bottom: 1rem; }
.tally { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; padding: 0; max-width: none; }
.tally .times { font-size: 1.2rem; font-weight: 600; }
.tally .outcome-sign, .scenario .outcome-sign, .meetings .outcome-sign { font-size: .95rem; padding: .12rem .5rem; border-width: 1.5px; }
.scenarios { list-style: none; padding: 0; max-width: none; }
.scenario { display: grid; grid-template-columns: 15.5rem minmax(0, 1fr); gap: .3rem 1.5rem; border-top: 1px solid var(--line); padding: .75rem 0; }
.scenario:target { background: var(--open-ground); outline: 2px solid var(--open); outline-offset: 3px; }
.scenario p { margin: 0 0 .2rem; max-width: 50rem; }
.scenario-title a { font-weight: 600; }
.scenario .because { color: var(--muted); font-size: .86rem; }
.meetings { width: 100%; table-layout: fixed; }
.meetings thead th { white-space: normal; }
.meetings thead th:first-child { width: 22%; }
.meetings tbody tr td { border-bottom: 0; }
.meetings tbody tr.first > * { border-top: 1px solid var(--line); }
.meetings tbody th { border-bottom: 0; font-weight: 600; }
.meetings .meeting { display: block; width: max-content; max-width: 100%; font-size: .88rem; margin-top: .2rem; }
.meetings .many, .bearings details { margin: 0; }
.meetings .many summary { font-weight: 400; padding: 0; }
${GRID}
@media screen and (max-width: 52rem) {
  .scenario { grid-template-columns: minmax(0, 1fr); }
  .meetings, .meetings tbody, .meetings tr, .meetings td, .meetings tbody th { display: block; width: auto; min-width: 0; }
  .meetings thead { display: none; }
  .meetings tbody tr.first > td { border-top: 0; }
  .meetings tr { padding-bottom: .6rem; }
  .meetings td { padding: .15rem 0 .15rem .8rem; border-left: 3px solid var(--line); }
  .index-screen ~ .part .claims, .index-screen ~ .part .claims :is(tbody, tr, th, td) { display: block; min-width: 0; }
  .index-screen ~ .part .claims thead { display: none; }
  .index-screen ~ .part .claims th { border-bottom: 0; padding-bottom: 0; font-weight: 600; }
  .meetings td::before { content: attr(data-label) ': '; color: var(--muted); font-size: .88rem; }
}
@media print {
  .index-screen h1 { font-size: 12.5pt; }
  .index-screen .headline { font-size: 14pt; }
  .index-screen .lead { font-size: 10pt; }
  .index-screen ~ .part { font-size: 7pt; line-height: 1.25; }
  .index-screen .outcome-sign, .scenario .outcome-sign, .meetings .outcome-sign { font-size: 7pt; padding: 0 .3rem; border-width: 1px; }
  .index-screen ~ .part h3 { font-size: 9pt; margin: .5rem 0 .2rem; }
  .scenarios { margin: 0; }
  .scenario { grid-template-columns: 4.6cm minmax(0, 1fr); gap: 0 .4cm; padding: .07cm 0; }
  .scenario p { max-width: none; margin: 0; }
  .scenario .because:not(:has(code)) { display: none; }
  .meetings th, .meetings td, .claims th, .claims td { padding-block: .05cm; }
  .meetings thead th:nth-child(2) { width: 38%; }
  .meetings .meeting { display: inline; margin: 0; font-size: inherit; }
  .index-screen ~ .part .bearings { columns: 2; }
}
`;
