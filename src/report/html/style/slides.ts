/** Pages for a class: nothing of them is seen unless the address names one, and then nothing of the report is. */
export const SLIDES = `
.slide { display: none; }
@media screen {
  .slide:target { visibility: visible; display: flex; flex-direction: column; position: fixed; inset: 0; z-index: 3; overflow: auto; padding: 2.25rem 4rem 1.5rem; background: var(--paper); font-size: 1.5rem; line-height: 1.4; }
  html:has(.slide:target) { overflow: hidden; }
  main:has(.slide:target) { visibility: hidden; }
}
.slide h2 { font-size: 2.2rem; margin: 0 0 1rem; }
.slide h3 { font-size: 1.6rem; margin: 0 0 .75rem; }
.slide p, .slide ul, .slide ol { max-width: none; margin: 0 0 1.25rem; }
.slide code { font-size: 1em; }
.slide .sign { margin-left: 0; }
.slide-body { flex: 1; min-height: 0; }
.slide .slide-large { font: 600 2.9rem/1.2 var(--serif); max-width: 30em; text-wrap: balance; }
.slide .map { max-width: calc((100vh - 12.5rem) * 1.387); margin: 0 auto; }
.slide .map figcaption { display: none; }
.slide-list { padding-left: 1.6rem; }
.slide-list li { margin-bottom: .7rem; }
.slide-columns { display: grid; grid-template-columns: 1fr 1fr; gap: 3rem; font-size: 1.35rem; }
.slide .alice { color: var(--alice); }
.slide .bob { color: var(--bob); }
.slide .bad { color: var(--bad); }
.slide-table th { font-size: inherit; }
.slide-table { font-size: 1.35rem; width: 100%; border-collapse: collapse; }
.slide-table th, .slide-table td { text-align: left; vertical-align: top; padding: .6rem .75rem; border-bottom: 1px solid var(--line); }
.turning { order: 1; display: flex; flex-direction: row-reverse; gap: 2rem; justify-content: flex-start; align-items: baseline; padding-top: 1rem; font-size: 1.35rem; }
.turning .faint { margin-right: auto; }
.step-heads { display: grid; grid-template-columns: 1fr 2fr 1fr; margin-bottom: .35rem; text-align: center; }
.step-heads .alice { text-align: left; }
.step-heads .bob { text-align: right; }
.steps ol { list-style: none; padding: 0; margin: 0; font-size: 1.3rem; line-height: 1.25; }
.steps li { display: grid; grid-template-columns: 1fr 1fr; margin: 0 0 .55rem; }
.steps li > * { grid-column: 1 / 3; min-width: 0; }
.steps .span-1-2 > * { grid-column: 1; }
.steps .span-2-3 > * { grid-column: 2; }
.steps .at-2 { text-align: center; }
.steps .at-3 { text-align: right; }
.step-line { display: flex; align-items: center; color: var(--signalling); line-height: 1; font-size: 1.25rem; }
.step-line::before { content: ''; flex: 1; border-top: 3px solid currentColor; }
.step-line.leftwards { flex-direction: row-reverse; }
.step-halves { display: grid; grid-template-columns: 1fr 1fr; column-gap: .6rem; }
.step-line.changed { color: var(--bad); }
.step-line.dtls { color: var(--dtls); }
.step-line.message { color: var(--message); }
.step-line.out-of-band { color: var(--oob); }
`;
