import { printable } from "../../model/printable.ts";

/**
 * Text that a peer, the network or an attacker chose: shown as text, isolated from the direction of ours, cut when long.
 * `hexBreaks`: it stands in a narrow place, and is broken as {@link HexBreaks} says.
 */
export function Foreign({
  text,
  limit = 200,
  hexBreaks = false,
}: {
  text: string;
  limit?: number;
  hexBreaks?: boolean;
}) {
  const cut = [...text.slice(0, limit * 2)].length > limit;
  const shown = printable(text, limit);
  return (
    <bdi class="foreign">
      {hexBreaks ? <HexBreaks text={shown} /> : shown}
      {cut && <span class="faint"> (cut: {text.length} characters)</span>}
    </bdi>
  );
}

/** A canary is longer than a narrow line. It may break after every eight digits, so that no line has the rest of two alone. */
export function HexBreaks({ text }: { text: string }) {
  return text.split(/(?<![0-9a-f])([0-9a-f]{24,})/).map((piece, index) =>
    index % 2 === 0
      ? piece
      : (piece.match(/.{8,15}$|.{8}/g) ?? []).map((digits, place) => (
          <>
            {place > 0 && <wbr />}
            {digits}
          </>
        )),
  );
}
