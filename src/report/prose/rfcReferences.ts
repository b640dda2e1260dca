/** A passage of a text that names an RFC, or a section of the one that was named just before. */
export interface RfcReference {
  readonly index: number;
  readonly text: string;
  readonly href: string;
}

/** Finds "RFC 8122 §5", and each further section in "RFC 5246 §7.4.3, §7.4.8 and §7.4.9", with the address of each section. */
export function rfcReferences(text: string): RfcReference[] {
  return [...text.matchAll(REFERENCE)].flatMap((match) => {
    const [whole, rfc = "", section] = match;
    const first = {
      index: match.index,
      text: section === undefined ? `RFC ${rfc}` : `RFC ${rfc} §${section}`,
    };
    const more = [...whole.slice(first.text.length).matchAll(SECTION)].map((further) => ({
      index: match.index + first.text.length + further.index,
      text: further[0],
      href: addressOf(rfc, further[1]),
    }));
    return [{ ...first, href: addressOf(rfc, section) }, ...more];
  });
}

const REFERENCE =
  /\bRFC (\d{1,5})(?: §((?:\d+|[A-Z])(?:\.\d+)*)(?:(?:, | and | to |–)§(?:\d+|[A-Z])(?:\.\d+)*)*)?/g;
const SECTION = /§((?:\d+|[A-Z])(?:\.\d+)*)/g;

function addressOf(rfc: string, section: string | undefined): string {
  const page = `https://www.rfc-editor.org/rfc/rfc${rfc}`;
  if (section === undefined) return page;
  return `${page}#${/^[A-Z]/.test(section) ? "appendix" : "section"}-${section}`;
}
