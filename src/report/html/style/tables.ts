/** Tables, fingerprints and lists of evidence. */
export const TABLES = `
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: .92rem; line-height: 1.45; min-width: 100%; }
caption { text-align: left; font-weight: 600; padding: .9rem 0 .4rem; font-size: 1.06rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem 1rem .55rem 0; border-bottom: 1px solid var(--line); }
thead th { color: var(--muted); font-weight: 400; font-size: .88rem; border-bottom-color: var(--muted); white-space: nowrap; }
tbody th { font-weight: 400; }
.count { text-align: right; font-variant-numeric: tabular-nums; }
.basis { font-size: .86rem; }
.basis a { white-space: nowrap; }
tr:target { background: var(--open-ground); outline: 2px solid var(--open); outline-offset: -2px; }

.costs thead th { white-space: normal; vertical-align: bottom; }
.fingerprints caption { color: var(--alice); }
.fingerprints.bob caption { color: var(--bob); }
.fingerprints { min-width: 52rem; }
.fingerprints tbody th { white-space: nowrap; }
.hex { display: inline-block; max-width: 28rem; font-size: .82rem; line-height: 1.75; }
.hex .group { display: inline-block; margin-right: .75em; white-space: nowrap; }
.hex mark { background: var(--bad-ground); color: var(--bad); font-weight: 700; text-decoration: underline; text-underline-offset: .2em; }
.methods, .checks, .claims { min-width: 46rem; }
.methods td { max-width: 24rem; }
.checks td .sign, .claims td .sign, .methods td .sign { white-space: nowrap; margin-left: 0; }
.checks tbody th { min-width: 15rem; }
.claims tbody th { min-width: 11rem; }

.gallery { list-style: none; padding: 0; margin: 1.5rem 0; max-width: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13.5rem), 1fr)); gap: 2.25rem 2rem; }
.gallery li { border-top: 4px solid var(--line); padding-top: .8rem; min-width: 0; }
.gallery li.alice { border-color: var(--alice); }
.gallery li.bob { border-color: var(--bob); }
.gallery li.attacker { border-color: var(--leg); }
.gallery p { margin: .6rem 0; }
.randomart { font-size: .84rem; line-height: 1.12; margin: 0 0 .8rem; background: var(--raised); padding: .7rem; border-radius: .4rem; width: max-content; max-width: 100%; }
.forms { font-size: .9rem; margin: .8rem 0; }
.forms dt { color: var(--muted); font-size: .86rem; margin-top: .5rem; }
.forms dd { margin: 0; }

.sdp { table-layout: fixed; min-width: 56rem; width: 100%; font-size: .88rem; }
.sdp td { padding: .22rem .8rem .22rem 0; border-bottom: 0; width: 50%; }
.sdp .line { display: grid; grid-template-columns: 1.8rem 1rem 1fr; gap: .3rem; align-items: baseline; }
.sdp .number { color: var(--muted); text-align: right; font-variant-numeric: tabular-nums; font-size: .8rem; }
.sdp .mark { font-weight: 700; text-align: center; }
.sdp .same code { color: var(--muted); }
.sdp .changed td, .sdp .added td, .sdp .removed td { background: var(--open-ground); border-top: 1px solid var(--line); }
.sdp .changed code, .sdp .added code, .sdp .removed code { color: var(--ink); font-weight: 700; }
.sdp .changed .mark, .sdp .added .mark, .sdp .removed .mark { color: var(--open); }
.sdp .absent { color: var(--muted); font-style: italic; }

.matrix { min-width: 56rem; }
.matrix thead th { white-space: normal; }
.matrix th[scope=row] { min-width: 12rem; }
.matrix th .because, .held .because, .held .basis { display: block; font-size: .84rem; color: var(--muted); max-width: 16rem; }
.held.yes strong { color: var(--bad); }
.held:nth-child(2) strong, .held:nth-child(3) strong { color: var(--ink); }
.held.no strong { color: var(--muted); font-weight: 400; }
.held.unknown strong { color: var(--open); }

.facts { min-width: 44rem; }
.facts tbody th { min-width: 14rem; }
.hash { overflow-wrap: anywhere; }
.log { font-size: .82rem; min-width: 54rem; }
.log th, .log td { padding-block: .28rem; }
.log td:nth-child(2) { white-space: nowrap; font-variant-numeric: tabular-nums; }
.log .field { margin-right: .5em; }
.log .name { color: var(--muted); }
.bearings { list-style: none; padding: 0; margin: 0; }
@media (max-width: 40rem) {
  .sdp, .sdp tbody, .sdp tr, .sdp td { display: block; width: auto; min-width: 0; }
  .sdp thead, .sdp .same td + td, .sdp .absent { display: none; }
}
@media print {
  table, .fingerprints, .methods, .checks, .claims, .sdp, .matrix, .facts, .log { min-width: 0; font-size: 7.5pt; }
  .scroll { overflow: visible; }
  .gallery { grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: 1.5rem 1rem; font-size: 7.5pt; }
  .gallery pre { font-size: 6pt; padding: .4rem; }
}
`;
