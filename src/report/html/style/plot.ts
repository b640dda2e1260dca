/** The plot of datagrams over time. */
export const PLOT = `
.plot { display: block; width: 100%; min-width: 40rem; height: auto; font: 12px var(--sans); }
.plot .grid { stroke: var(--line); stroke-width: 1; }
.plot .axis { fill: var(--muted); }
.mark { stroke-width: 1.2; fill-opacity: .55; }
.mark.stun { fill: var(--signalling); stroke: var(--signalling); }
.mark.handshake { fill: var(--dtls); stroke: var(--dtls); }
.mark.data { fill: var(--alice); stroke: var(--alice); }
.mark.other { fill: none; stroke: var(--bad); stroke-width: 2; }
`;
