/** Bytes and what they say. */
export const DISSECTION = `
.bytes { --columns: minmax(0, 1fr); font-size: .9rem; line-height: 1.45; margin: .4rem 0 1.4rem; }
.bytes.columns-2 { --columns: minmax(0, 1fr) minmax(0, 1fr); }
.bytes.columns-3 { --columns: minmax(0, .8fr) minmax(0, .8fr) minmax(0, .8fr); }
.bytes dl { margin: 0; max-width: none; }
.byte-row { display: grid; grid-template-rows: auto 1fr; grid-template-columns: minmax(0, 1.15fr) var(--columns); column-gap: 1.4rem; padding: .4rem 0; border-bottom: 1px solid var(--line); }
.byte-row dt { grid-column: 1; font-weight: 600; }
.byte-row .meaning { grid-column: 1; grid-row: 2; margin: 0; }
.byte-row .octets { grid-row: 1 / span 2; margin: 0; }
.byte-row .octets code { font-size: .86rem; line-height: 1.55; }
.byte-row .sealed { color: var(--dtls); }
.byte-row.encrypted .octets { color: var(--dtls); }
.byte-head { color: var(--muted); font-size: .88rem; border-bottom-color: var(--muted); }
.bytes .column-name { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
.range { color: var(--muted); font-weight: 400; font-size: .86rem; }
.opens { max-width: none; font-size: .9rem; }
.opens dt { color: var(--muted); margin-top: .5rem; }
.opens dd { margin: 0; overflow-wrap: anywhere; }
.handshake { max-width: none; padding-left: 1.6rem; }
.handshake details { margin: .2rem 0; }
@media (max-width: 40rem) {
  .byte-row { display: block; }
  .byte-head { display: none; }
  .byte-row .octets { margin-top: .2rem; }
  .columns-2 .column-name, .columns-3 .column-name { position: static; clip-path: none; width: auto; height: auto; color: var(--muted); font-size: .84rem; }
  .handshake { padding-left: 1.2rem; }
}
@media print {
  .bytes { font-size: 7.5pt; }
  .byte-row { break-inside: avoid; }
}
`;
