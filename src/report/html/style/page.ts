/** Type, spacing and the parts of the page that are not tables or drawings. */
export const PAGE = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 var(--sans); overflow-wrap: break-word; }
main { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem 6rem; }
p, main ul, main ol, dl { max-width: 44rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h2 { font: 600 1.6rem/1.25 var(--serif); margin: 0 0 1rem; }
h3 { font-size: 1.06rem; margin: 2.25rem 0 .6rem; }
h4 { font-size: .95rem; margin: 0 0 .75rem; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
code, pre { font-family: var(--mono); font-size: .86em; }
pre { overflow-x: auto; }
.skip { position: absolute; left: -100rem; background: var(--paper); padding: .5rem 1rem; z-index: 2; }
.skip:focus { left: 1rem; top: 1rem; }
.faint { color: var(--muted); }
.foreign { overflow-wrap: anywhere; }

.answer { padding: 4.5rem 0 2.5rem; }
.eyebrow { color: var(--muted); font-size: .92rem; margin: 0 0 1.25rem; }
h1 { font: 400 1.45rem/1.35 var(--serif); color: var(--muted); margin: 0 0 .9rem; max-width: 46rem; }
.headline { font: 600 clamp(1.9rem, 5vw, 3rem)/1.15 var(--serif); margin: 0 0 1.4rem; max-width: 50rem; text-wrap: balance; }
.lead { font-size: 1.19rem; margin: 0 0 1.75rem; }
.verdict { display: flex; flex-wrap: wrap; gap: .6rem 1.1rem; align-items: center; margin: 0; }
.verdict .sign { font-size: 1.05rem; padding: .35rem .85rem; }
.verdict-detail { color: var(--muted); }
.sign { font-weight: 600; border-radius: .35rem; padding: .08rem .4rem; margin-left: -.4rem; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.verdict .sign { margin-left: 0; }
.sign.good { color: var(--good); background: var(--good-ground); }
.sign.bad { color: var(--bad); background: var(--bad-ground); }
.sign.open { color: var(--open); background: var(--open-ground); }
.sign.plain { color: var(--muted); }

.word { color: inherit; text-decoration: underline dotted; text-decoration-thickness: .09em; }
.glossary > div { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 0 1.5rem; padding: .35rem 0; border-top: 1px solid var(--line); }
.glossary { max-width: 60rem; margin: 0; }
.glossary > div:target { background: var(--open-ground); outline: 2px solid var(--open); }
.glossary dt { font-weight: 600; }
.glossary dd { margin: 0; }
.ways { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .2rem 2rem; color: var(--muted); font-size: .92rem; }
.ways .turns { display: flex; gap: 1.4rem; }
.ways-on dt { font-weight: 600; }
.ways-on dd { margin: 0 0 .6rem; }

.contents { border-block: 1px solid var(--line); padding: .85rem 0; margin-bottom: 1rem; font-size: .95rem; }
.contents ol { list-style: none; display: flex; flex-wrap: wrap; gap: .35rem 1.4rem; padding: 0; margin: 0; max-width: none; }
.part { padding-top: 3rem; }
.card { border-left: 4px solid var(--line); padding: .1rem 0 .1rem 1.25rem; margin: 1.75rem 0; }
.card.attack { border-color: var(--leg); }
.card.defence { border-color: var(--oob); }
.card .kind { font-weight: 400; color: var(--muted); margin-right: .3em; }
.part.folded { padding-top: 0; border-top: 1px solid var(--line); }
.part:not(.folded) + .part.folded { margin-top: 3rem; }
.part.folded > details { margin: 0; }
.part.folded > details > summary { padding: .8rem 0; display: grid; grid-template-columns: .8rem minmax(0, 18rem) minmax(0, 1fr); column-gap: .5rem; align-items: baseline; list-style: none; }
.part.folded > details > summary::-webkit-details-marker { display: none; }
.part.folded > details > summary::before { content: '▸'; color: var(--muted); }
.part.folded > details[open] > summary::before { content: '▾'; }
.part.folded h2 { font-size: 1.2rem; margin: 0; display: inline; }
.part.folded .gist { color: var(--muted); font-weight: 400; font-size: .95rem; }
.part.folded .unfolded { padding: .5rem 0 2.5rem; scroll-margin-top: 4.5rem; }
.reasons { font-size: .9rem; color: var(--muted); }
.sdp-reasons dt { font-weight: 600; }
.sdp-reasons dd { margin: 0 0 .6rem; }
.printing { border-top: 1px solid var(--line); padding: 1.5rem 0 0; font-size: .95rem; }
#everything { display: none; }
#everything:target { display: block; }

details { margin: 1rem 0; }
summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
td details { margin: 0; }
td summary { padding-top: 0; }
.after-guess { margin: 0; }
.after-guess-title { font-size: 1.2rem; border-block: 1px solid var(--line); padding: .85rem 0; }
.question { border-top: 1px solid var(--line); margin: 0; padding: .5rem 0; max-width: 44rem; }
.question summary { font-weight: 400; font-size: 1.06rem; padding-left: 1.1rem; text-indent: -1.1rem; }
.question p { margin: .4rem 0 .8rem 1.1rem; }
.told { font-size: .95rem; }
.exercises { padding-left: 1.4rem; max-width: none; }
.exercises li { margin-bottom: 1.2rem; }
.exercises p { margin: 0 0 .4rem; }
.exercises pre { background: var(--raised); border-radius: .4rem; padding: .7rem .9rem; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }

@media (max-width: 40rem) {
  body { font-size: 1rem; }
  .answer { padding: 2.25rem 0 1.75rem; }
  .part { padding-top: 2.25rem; }
  .part.folded > details > summary { grid-template-columns: .8rem minmax(0, 1fr); }
  .part.folded .gist { grid-column: 2; }
  .glossary > div { display: block; }
}
`;
