/** The drawings. */
export const PICTURE = `
.lanes { display: block; width: 100%; min-width: 58rem; height: auto; font: 12.5px var(--sans); }
.lanes text { fill: var(--ink); unicode-bidi: isolate; }
.lanes a { text-decoration: none; cursor: pointer; }
.lanes .hit { fill: transparent; }
.lanes a:hover .hit { fill: var(--raised); }
.lanes a:focus-visible { outline: none; }
.lanes a:focus-visible .hit { stroke: var(--link); stroke-width: 3; }
.lanes .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 4px; stroke-linejoin: round; }
.lanes .time { fill: var(--muted); font-size: 11px; font-variant-numeric: tabular-nums; }
.lanes .faint { fill: var(--muted); font-size: 11.5px; }
.lanes .life { stroke: var(--line); stroke-width: 1.5; }
.lanes .life.alice { stroke: var(--alice); }
.lanes .life.bob { stroke: var(--bob); }
.lanes .band rect { fill: var(--raised); }
.lanes .band line { stroke: var(--line); stroke-width: 1.5; }
.lanes .band.attacked rect { fill: var(--band); }
.lanes .band.attacked line { stroke: var(--leg); }
.lanes .legs text { fill: var(--leg); font-size: 11.5px; }
.lanes .legs .who { font-weight: 600; font-size: 12.5px; }
.lanes .recorder-band { fill: none; stroke: var(--line); stroke-dasharray: 2 4; }
.lanes .head rect { fill: var(--paper); stroke-width: 2; }
.lanes .head.alice rect { stroke: var(--alice); }
.lanes .head.bob rect { stroke: var(--bob); }
.lanes .head text { font-size: 15px; font-weight: 600; }
.lanes .head .small { font-size: 11.5px; font-weight: 400; }
.lanes .head.alice text { fill: var(--alice); }
.lanes .head.bob text { fill: var(--bob); }
.lanes .call { font-size: 14px; font-weight: 600; }
.lanes .rule { stroke: var(--line); }
.lanes .kept { font-size: 11px; fill: var(--muted); }
.lanes .warning { fill: var(--bad); font-weight: 600; }
.lanes .certificate.alice { fill: var(--alice); font-weight: 600; }
.lanes .certificate.bob { fill: var(--bob); font-weight: 600; }
.lanes .certificate.attacker, .lanes .certificate.unknown { fill: var(--leg); font-weight: 600; }
.lanes .note-box rect { fill: var(--paper); stroke: var(--line); }
.lanes .note-box.good rect { fill: var(--good-ground); stroke: var(--good); }
.lanes .note-box.good text { fill: var(--good); }
.lanes .note-box.bad rect { fill: var(--bad-ground); stroke: var(--bad); stroke-width: 1.5; }
.lanes .note-box.bad text { fill: var(--bad); font-weight: 600; }
.lanes .fold-box { fill: var(--raised); stroke: var(--line); }
.lanes .sight { font-size: 12px; fill: var(--muted); }
.lanes .sight.leak { fill: var(--bad); font-weight: 600; }
.arrow .shaft { fill: none; stroke: currentColor; stroke-width: 1.8; }
.arrow .point { fill: currentColor; }
.arrow.signalling { color: var(--signalling); }
.arrow.ice { color: var(--ice); }
.arrow.ice .shaft { stroke-dasharray: 1.5 3.5; stroke-linecap: round; }
.arrow.dtls { color: var(--dtls); }
.arrow.message { color: var(--message); }
.arrow.message .shaft { stroke-width: 2.6; }
.arrow.message .shaft.past { stroke-dasharray: 2 5; stroke-width: 1.4; color: var(--muted); }
.lanes .past-server { stroke: var(--muted); stroke-width: 1.4; stroke-dasharray: 2 5; }
.arrow.out-of-band { color: var(--oob); }
.arrow.out-of-band .shaft { stroke-dasharray: 7 4; stroke-width: 2; }
.arrow.changed { color: var(--bad); }
.lock rect { fill: currentColor; }
.lock .shackle { fill: none; stroke: currentColor; stroke-width: 1.8; }
.lock { color: var(--muted); }
.lock.open { color: var(--ink); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; padding: 0; margin: 1rem 0; font-size: .9rem; max-width: none; }
.legend svg { vertical-align: middle; margin-right: .35rem; }
.legend .swatch { width: 2.25rem; height: .75rem; }
.legend .padlock { width: 1.25rem; height: 1.25rem; }
.legend .key { width: .9rem; height: .9rem; }
.plot { display: block; width: 100%; min-width: 40rem; height: auto; font: 12px var(--sans); }
.plot .grid { stroke: var(--line); stroke-width: 1; }
.plot .axis { fill: var(--muted); }
.mark { stroke-width: 1.2; fill-opacity: .55; }
.mark.stun { fill: var(--signalling); stroke: var(--signalling); }
.mark.handshake { fill: var(--dtls); stroke: var(--dtls); }
.mark.data { fill: var(--alice); stroke: var(--alice); }
.mark.other { fill: none; stroke: var(--bad); stroke-width: 2; }
@media print {
  .lanes, .plot { min-width: 0; }
}
`;
