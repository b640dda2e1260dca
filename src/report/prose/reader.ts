import { GLOSSARY } from "./glossary/index.ts";
import type { Word } from "./glossary/word.ts";
import { rfcReferences } from "./rfcReferences.ts";

/** A piece of a sentence. */
export type Inline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "word"; readonly text: string; readonly id: string }
  | { readonly kind: "rfc"; readonly text: string; readonly href: string }
  | { readonly kind: "scenario"; readonly text: string; readonly id: string };

type Link = Exclude<Inline, { kind: "text" }>;

/**
 * Reads the sentences of one page in the order in which the page has them, and finds what should be a link: each word of
 * the glossary where the page first uses it, each section of an RFC, each scenario that a sentence names.
 */
export class Reader {
  readonly #met = new Set<Word>();
  readonly #scenarios: ReadonlySet<string>;
  readonly #words: readonly Word[];

  /** `scenarios`: the ids that exist. `words`: left out, those of the glossary. */
  constructor({ scenarios, words = GLOSSARY }: { scenarios: readonly string[]; words?: readonly Word[] }) {
    this.#scenarios = new Set(scenarios);
    this.#words = words;
  }

  /** The next sentence of the page, in pieces. `except`: words that are not to be explained in it. */
  read(sentence: string, except: readonly Word[] = []): Inline[] {
    const pieces: Inline[] = [];
    let end = 0;
    for (const { index, link, word } of this.#linksIn(sentence, except)) {
      if (index < end) continue;
      if (word) this.#met.add(word);
      if (index > end) pieces.push({ kind: "text", text: sentence.slice(end, index) });
      pieces.push(link);
      end = index + link.text.length;
    }
    return end < sentence.length ? [...pieces, { kind: "text", text: sentence.slice(end) }] : pieces;
  }

  /** The words that these sentences use, wherever they come. */
  wordsIn(sentences: readonly string[]): Word[] {
    return this.#words.filter(({ forms }) => sentences.some((sentence) => forms.test(sentence)));
  }

  /** The words that the page has used so far, and those that explaining them takes, in the order of the glossary. */
  wordsToExplain(): Word[] {
    const needed = new Set(this.#met);
    // A set that grows while it is walked is walked to its new end.
    for (const { meaning } of needed) {
      for (const word of this.#words) if (word.forms.test(meaning)) needed.add(word);
    }
    return this.#words.filter((word) => needed.has(word));
  }

  #linksIn(sentence: string, except: readonly Word[]): FoundLink[] {
    const words = this.#words.flatMap((word): FoundLink[] => {
      const match = except.includes(word) || this.#met.has(word) ? null : word.forms.exec(sentence);
      return match ? [{ index: match.index, link: { kind: "word", text: match[0], id: word.id }, word }] : [];
    });
    const rfcs = rfcReferences(sentence).map(
      ({ index, ...reference }): FoundLink => ({ index, link: { kind: "rfc", ...reference } }),
    );
    const scenarios = [...sentence.matchAll(SCENARIO)].flatMap((match): FoundLink[] => {
      const [{ length }, id = ""] = match;
      return this.#scenarios.has(id)
        ? [{ index: match.index + length - id.length, link: { kind: "scenario", text: id, id } }]
        : [];
    });
    return [...words, ...rfcs, ...scenarios].toSorted(
      (a, b) => a.index - b.index || b.link.text.length - a.link.text.length,
    );
  }
}

interface FoundLink {
  readonly index: number;
  readonly link: Link;
  readonly word?: Word;
}

/** Ids are words of English too: a sentence means a scenario only where it says so. */
const SCENARIO = /\bscenarios? ([a-z][a-z0-9]*(?:-[a-z0-9]+)*)/g;
