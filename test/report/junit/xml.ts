export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

/**
 * Reads the part of XML 1.0 that a JUnit file needs: a declaration, elements, attributes in double quotes, the five
 * predefined entities, white space between elements. It throws on everything else.
 */
export function parseXml(text: string): Element {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const isChar =
      code === 0x9 ||
      code === 0xa ||
      code === 0xd ||
      (code >= 0x20 && code < 0xd800) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code >= 0x10000;
    if (!isChar) throw new Error(`U+${code.toString(16)} is no XML character`);
  }
  let rest = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/, "");
  if (rest === text) throw new Error("there is no XML declaration");
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(rest);
    if (found) rest = rest.slice(found[0].length);
    return found;
  };
  const element = (): Element => {
    const [, name = ""] = take(/^<([A-Za-z][\w.-]*)/) ?? fail("an element", rest);
    const attributes: Record<string, string> = {};
    for (
      let found = take(/^\s+([A-Za-z][\w.-]*)="([^"<]*)"/);
      found;
      found = take(/^\s+([A-Za-z][\w.-]*)="([^"<]*)"/)
    ) {
      const [, key = "", value = ""] = found;
      if (Object.hasOwn(attributes, key)) throw new Error(`two attributes ${key}`);
      attributes[key] = unescaped(value);
    }
    if (take(/^\s*\/>/)) return { name, attributes, children: [] };
    take(/^\s*>/) ?? fail("the end of a tag", rest);
    const children: Element[] = [];
    for (take(/^\s+/); !rest.startsWith("</"); take(/^\s+/)) children.push(element());
    const [, closed] = take(/^<\/([A-Za-z][\w.-]*)\s*>/) ?? fail("a closing tag", rest);
    if (closed !== name) throw new Error(`${name} is closed as ${closed}`);
    return { name, attributes, children };
  };
  const root = element();
  if (rest.trim() !== "") fail("the end of the file", rest);
  return root;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function unescaped(value: string): string {
  return value.replaceAll(/&([^;]*);?/g, (whole, name: string) => {
    const character = whole.endsWith(";") ? ENTITIES[name] : undefined;
    return character ?? fail("a predefined entity", whole);
  });
}

function fail(what: string, rest: string): never {
  throw new Error(`not ${what}: ${rest.slice(0, 40)}`);
}
