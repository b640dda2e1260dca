/** Each row of a grid as a card: its name, and then its cells in as many columns as fit. */
const CARDS = `
  .grid, .grid tbody { display: block; }
  .grid thead { display: none; }
  .grid tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .3rem; border-top: 1px solid var(--line); padding: .5rem 0; break-inside: avoid; }
  .grid tbody th { grid-column: 1 / -1; border: 0; padding: 0; width: auto; }
  .grid td { text-align: left; }
  .grid td::before { content: attr(data-label); display: block; color: var(--muted); font-size: .8rem; }
  .grid td a, .grid td.credited a { display: inline-block; }
`;

/** Attacks down, and what they meet across: on a wide screen a table that fits, else cards. Nothing scrolls sideways. */
export const GRID = `
.grid { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 2px; font-size: .8rem; line-height: 1.25; }
.grid thead th { white-space: normal; vertical-align: bottom; padding: .2rem 0; font-size: .74rem; font-weight: 400; text-align: center; }
.grid thead th:first-child { width: 17%; text-align: left; }
.grid tbody th { text-align: left; font-weight: 600; white-space: normal; padding: .25rem .3rem .25rem 0; }
.grid td { padding: 0; border: 0; text-align: center; vertical-align: middle; min-width: 0; }
.grid td:target { outline: 3px solid var(--open); outline-offset: 1px; }
.grid td a { display: block; padding: .35rem .15rem; border: 1px solid var(--line); color: var(--ink); text-decoration: none; }
.grid td a:hover, .grid td a:focus-visible { text-decoration: underline; }
.grid td.credited a { border: 2px solid currentColor; font-weight: 600; }
.grid a.harm { background: var(--bad-ground); color: var(--bad); }
.grid a.late { background: var(--open-ground); color: var(--open); }
.grid a.caught { background: var(--good-ground); color: var(--good); }
.grid-legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; max-width: none; font-size: .86rem; }
.grid-columns { max-width: none; font-size: .86rem; display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: .2rem 1.2rem; }
.grid-columns :is(dt, dd) { display: inline; margin: 0; }
.grid-columns dt { font-weight: 600; }
.grid-columns dt::after { content: ': '; }
@media screen and (max-width: 60rem) {${CARDS}}
@media print {${CARDS}
  .grid { font-size: 7.5pt; }
  .grid tr { grid-template-columns: repeat(6, minmax(0, 1fr)); gap: .1cm; padding: .1cm 0; }
  .grid td a { padding: .05cm .1cm; }
}
`;
