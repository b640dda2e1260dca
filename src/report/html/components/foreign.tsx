import { printable } from "../../model/printable.ts";

/** Text that a peer, the network or an attacker chose: shown as text, isolated from the direction of ours, cut when long. */
export function Foreign({ text, limit = 200 }: { text: string; limit?: number }) {
  const cut = [...text.slice(0, limit * 2)].length > limit;
  return (
    <bdi class="foreign">
      {printable(text, limit)}
      {cut && <span class="faint"> (cut: {text.length} characters)</span>}
    </bdi>
  );
}
