import { useContext } from "preact/hooks";
import { Part } from "../components/part.tsx";
import { PageReader, Prose } from "../components/prose.tsx";

/** The words that this page has used, each explained once. It stands after all prose, so that it knows them. */
export function Glossary() {
  const words = useContext(PageReader)?.reader.wordsToExplain() ?? [];
  return (
    <Part
      id="words"
      title="The words of this report"
      folded="Each word that is underlined with dots where it is first used."
    >
      <dl class="glossary">
        {words.map((word) => (
          <div id={`word-${word.id}`}>
            <dt>{word.name}</dt>
            <dd>
              <Prose except={[word]}>{word.meaning}</Prose>{" "}
              <span class="faint">
                {word.source === undefined ? "A word of this lab." : <Prose>{word.source}</Prose>}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
