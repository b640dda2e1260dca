/** Each row of a grid as a card: its name, and then its cells in as many columns as fit. */
const CARDS = `
  .meeting-grid, .meeting-grid tbody { display: block; }
  .meeting-grid thead { display: none; }
  .meeting-grid tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .3rem; border-top: 1px solid var(--line); padding: .5rem 0; break-inside: avoid; }
  .meeting-grid tbody th { grid-column: 1 / -1; border: 0; padding: 0; width: auto; }
  .meeting-grid td { text-align: left; }
  .meeting-grid td::before { content: attr(data-label); display: block; color: var(--muted); font-size: .8rem; }
  .meeting-grid td a, .meeting-grid td.credited a { display: inline-block; }
`;

/** Attacks down, and what they meet across: on a wide screen a table that fits, else cards. Nothing scrolls sideways. */
export const GRID = `
.meeting-grid { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 2px; font-size: .8rem; line-height: 1.25; }
.meeting-grid thead th { white-space: normal; vertical-align: bottom; padding: .2rem 0; font-size: .74rem; font-weight: 400; text-align: center; }
.meeting-grid thead th:first-child { width: 17%; text-align: left; }
.meeting-grid tbody th { text-align: left; font-weight: 600; white-space: normal; padding: .25rem .3rem .25rem 0; }
.meeting-grid td { padding: 0; border: 0; text-align: center; vertical-align: middle; min-width: 0; }
.meeting-grid td:target { outline: 3px solid var(--open); outline-offset: 1px; }
.meeting-grid td a { display: block; padding: .35rem .15rem; border: 1px solid var(--line); color: var(--ink); text-decoration: none; }
.meeting-grid td a:hover, .meeting-grid td a:focus-visible { text-decoration: underline; }
.meeting-grid td.credited a { border: 2px solid currentColor; font-weight: 600; }
.meeting-grid a.harm { background: var(--bad-ground); color: var(--bad); }
.meeting-grid a.late { background: var(--open-ground); color: var(--open); }
.meeting-grid a.caught { background: var(--good-ground); color: var(--good); }
.meeting-grid-legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; max-width: none; font-size: .86rem; }
.meeting-grid-columns { max-width: none; font-size: .86rem; display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: .2rem 1.2rem; }
.meeting-grid-columns :is(dt, dd) { display: inline; margin: 0; }
.meeting-grid-columns dt { font-weight: 600; }
.meeting-grid-columns dt::after { content: ': '; }
@media screen and (max-width: 60rem) {${CARDS}}
@media print {${CARDS}
  .meeting-grid { font-size: 7.5pt; }
  .meeting-grid tr { grid-template-columns: repeat(6, minmax(0, 1fr)); gap: .1cm; padding: .1cm 0; }
  .meeting-grid td a { padding: .05cm .1cm; }
}
`;
