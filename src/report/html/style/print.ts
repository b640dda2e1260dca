/**
 * Details that open without a click. A link into a folded part opens it, also where the browser does not do so by itself.
 * `#everything` in the address opens all of them, on screen and on paper. Printed without it, a report is a handout of the
 * first screens; its picture is the run in words, which fits where the drawing would need a page of its own.
 */
export const PRINT = `
details:has(:target)::details-content, :root:has(#everything:target) details::details-content { content-visibility: visible; display: block; block-size: auto; }
.of-words { display: none; }
@page { margin: 13mm; }
@media print {
  html { font-size: 9.5pt; }
  body { font-size: 1rem; line-height: 1.45; }
  main { padding: 0; max-width: none; }
  p, main ul, main ol, dl { max-width: none; }
  .contents, .skip, .printing, .ways .turns, .basis, .small-print, .told a[href^='#event-'] { display: none; }
  .of-words { display: inline; }
  h2, h3, h4, summary { break-after: avoid; }
  tr, .card, .gallery li, .screen, .question, .map, .scenario { break-inside: avoid; }
  .part { padding-top: 1.2rem; }
  .part:not(.folded) + .part.folded { margin-top: 1.2rem; }
  .first-screen { grid-template-columns: minmax(0, 1fr) minmax(0, 9.6cm); gap: .6rem 1rem; padding: 0 0 .6rem; }
  .first-screen h1 { font-size: 12.5pt; }
  .first-screen .headline, .first-screen .headline.long { font-size: 14pt; }
  .outcome-sign { font-size: 12.5pt; }
  .screens { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .screen { font-size: 8pt; }
  .screen .words, .screen .bytes { font-size: 8pt; }
  :root:has(#everything:target) .basis, :root:has(#everything:target) .small-print { display: inline; }
  :root:not(:has(#everything:target)) .part:not(#picture, #class, #runs, #matrix, #claims, .compare-screen ~ *) { display: none; }
  :root:not(:has(#everything:target)) #picture > :not(h2, details) { display: none; }
  :root:not(:has(#everything:target)) #picture > details > summary { display: none; }
  #picture > details::details-content { content-visibility: visible; display: block; block-size: auto; }
  .word, .rfc { text-decoration: none; }
  .told { columns: 2; column-gap: 2.6rem; padding-left: 2rem; font-size: 8.3pt; line-height: 1.3; }
  :root:not(:has(#everything:target)) .of-drawing, :root:has(#everything:target) .of-words { display: none; }
}
`;
