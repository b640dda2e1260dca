/** The first sentence is the answer; what follows says what it means. */
export function splitAnswer(text: string): { readonly answer: string; readonly more: string } {
  const [, answer = text, more = ""] = /^(.+?[.!?])\s+(.*)$/s.exec(text) ?? [];
  return { answer, more };
}
