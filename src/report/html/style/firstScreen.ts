/** The first screen of a report: the answer, the map beside it, and the four screens below. It also serves as a slide. */
export const FIRST_SCREEN = `
.first-screen { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 33rem); gap: .9rem 2.25rem; padding: 1.1rem 0 1.25rem; align-items: start; }
.first-screen .says { min-width: 0; }
.first-screen .ways { grid-column: 1 / -1; }
.first-screen h1 { font-size: 1.3rem; margin: 0 0 .6rem; }
.first-screen .headline { font-size: 1.85rem; line-height: 1.2; margin: 0 0 1rem; }
.first-screen .headline.long { font-size: 1.4rem; line-height: 1.28; }
.first-screen .came-to { margin: 0 0 .8rem; }
.first-screen .came-to-label { display: block; color: var(--muted); font-size: .88rem; margin-bottom: .2rem; }
.first-screen .verdict { display: block; color: var(--muted); font-size: .9rem; margin: 0 0 .3rem; }
.first-screen .verdict.not-as-expected { color: var(--bad); font-weight: 600; }
.first-screen .verdict.inconclusive { color: var(--open); font-weight: 600; }
.first-screen .lesson { font-size: .92rem; line-height: 1.45; margin: .7rem 0 .5rem; }
.small-print { font-size: .82rem; margin: 0; }
.outcome-sign { display: inline-block; font-size: 1.3rem; line-height: 1.3; padding: .35rem .8rem; border-radius: .4rem; border: 2px solid currentColor; }
.outcome-sign.harm { color: var(--bad); background: var(--bad-ground); }
.outcome-sign.late { color: var(--open); background: var(--open-ground); }
.outcome-sign.caught { color: var(--good); background: var(--good-ground); }
.outcome-sign.blocked { color: var(--dtls); background: var(--raised); }
.outcome-sign.neutral { color: var(--muted); background: var(--raised); }
.failures { border-left: 4px solid var(--bad); padding: .1rem 0 .1rem .9rem; margin: 0 0 1rem; font-size: .92rem; }
.failures p, .failures ul { margin: 0 0 .3rem; }
.failures ul { padding-left: 1.1rem; }

.map { margin: 0; min-width: 0; }
.map svg { display: block; width: 100%; height: auto; font: 13px var(--sans); }
.map text { fill: var(--ink); unicode-bidi: isolate; }
.map .small { font-size: 13px; }
.map .name { font-size: 17px; font-weight: 600; }
.map figcaption { font-size: .88rem; line-height: 1.4; color: var(--muted); margin-top: .35rem; }
.map .network { fill: none; stroke: var(--muted); stroke-width: 1.2; stroke-dasharray: 2 5; }
.map .party rect { fill: var(--raised); stroke: var(--muted); stroke-width: 1.6; }
.map .party.alice rect { fill: var(--paper); stroke: var(--alice); stroke-width: 2.2; }
.map .party.bob rect { fill: var(--paper); stroke: var(--bob); stroke-width: 2.2; }
.map .party.alice .name { fill: var(--alice); }
.map .party.bob .name { fill: var(--bob); }
.map .party.read rect, .map .party.altered rect, .map .party.told-apart rect, .map .party.bytes rect { fill: var(--bad-ground); stroke: var(--bad); stroke-width: 2.4; }
.map .party.read .sight, .map .party.altered .sight, .map .party.told-apart .sight, .map .party.bytes .sight { fill: var(--bad); font-weight: 600; }
.map .party.unknown .sight { fill: var(--open); font-weight: 600; }
.map .alarm { fill: var(--bad); font-weight: 600; }
.map .signals path { fill: none; stroke: var(--signalling); stroke-width: 1.6; }
.map .signals text { fill: var(--signalling); }
.map .signals.changed path { stroke: var(--bad); stroke-width: 2; }
.map .signals.changed text { fill: var(--bad); font-weight: 600; }
.map .beside path { fill: none; stroke: var(--oob); stroke-width: 2; stroke-dasharray: 7 4; }
.map .beside text { fill: var(--oob); font-weight: 600; }
.map .tap { fill: none; stroke: var(--muted); stroke-width: 1.4; stroke-dasharray: 2 4; }
.map .tunnel rect { fill: var(--paper); stroke: var(--dtls); stroke-width: 3; }
.map .tunnel text { fill: var(--dtls); font-weight: 600; }
.map .tunnel.refused rect, .map .tunnel.unfinished rect, .map .tunnel.none rect { stroke: var(--muted); stroke-width: 1.6; stroke-dasharray: 5 4; }
.map .tunnel.refused text, .map .tunnel.unfinished text, .map .tunnel.none text { fill: var(--muted); }

.screens { grid-column: 1 / -1; display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .75rem; }
.screen { border: 1.5px solid var(--line); border-top: 5px solid var(--muted); border-radius: .4rem; padding: .4rem .7rem .45rem; min-width: 0; font-size: .92rem; line-height: 1.4; }
.screen p { margin: 0 0 .2rem; }
.screen .screen-head { color: var(--muted); }
.screen .screen-head strong { color: var(--ink); }
.screen .words { font-size: 1.02rem; }
.screen .bytes { font-size: .9rem; color: var(--muted); overflow-wrap: anywhere; }
.screen.alice { border-top-color: var(--alice); }
.screen.bob { border-top-color: var(--bob); }
.screen.reads { border-color: var(--bad); background: var(--bad-ground); }
.screens-none { grid-column: 1 / -1; margin: 0; max-width: none; border: 1.5px solid var(--line); border-radius: .4rem; padding: .5rem .8rem; }
@media screen and (max-width: 52rem) {
  .first-screen { grid-template-columns: minmax(0, 1fr); }
  .screens { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .5rem; }
  .first-screen .headline { font-size: 1.5rem; }
  .first-screen .headline.long { font-size: 1.25rem; }
  .map svg { max-width: 33rem; }
  .map svg, .map .small { font-size: 14.5px; }
}
`;
