import { type ComponentChildren, createContext, toChildArray } from "preact";
import { useContext } from "preact/hooks";
import { printable } from "../../model/printable.ts";
import type { Word } from "../../prose/glossary/word.ts";
import type { Inline, Reader } from "../../prose/reader.ts";

interface Reading {
  readonly reader: Reader;
  /** Where the index is, as seen from this page; empty on the index itself. */
  readonly index: string;
}

/** Who reads the prose of this page. Without one, prose is plain text. */
export const PageReader = createContext<Reading | undefined>(undefined);

/** Sentences of ours: words of the glossary, sections of RFCs and scenarios in them are links. Elements among them stay as they are. */
export function Prose({ children, except = [] }: { children: ComponentChildren; except?: readonly Word[] }) {
  const reading = useContext(PageReader);
  if (!reading) return <>{children}</>;
  const { reader, index } = reading;
  return (
    <>
      {toChildArray(children).map((child) =>
        typeof child === "string"
          ? reader.read(child, except).map((piece) => <Piece piece={piece} index={index} />)
          : child,
      )}
    </>
  );
}

/** The same for sentences that may hold text of a peer or an attacker: shown as `Foreign` shows it. */
export function ForeignProse({ text, limit }: { text: string; limit: number }) {
  return (
    <bdi class="foreign">
      <Prose>{printable(text, limit)}</Prose>
    </bdi>
  );
}

function Piece({ piece, index }: { piece: Inline; index: Reading["index"] }) {
  switch (piece.kind) {
    case "text":
      return <>{piece.text}</>;
    case "word":
      return (
        <a class="word" href={`#word-${piece.id}`}>
          {piece.text}
        </a>
      );
    case "rfc":
      return (
        <a class="rfc" href={piece.href} rel="noreferrer">
          {piece.text}
        </a>
      );
    case "scenario":
      return <a href={scenarioHref(piece.id, index)}>{piece.text}</a>;
  }
}

/**
 * The index has a row for every scenario, also for one that has not run: its report, or how to make it. A report is a function of its
 * own run, and cannot know which others stand beside it.
 */
export function scenarioHref(id: string, index: Reading["index"]): string {
  return `${index}#scenario-${encodeURIComponent(id)}`;
}
