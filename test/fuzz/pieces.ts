/** A sequence of datagrams as one input that can be mutated as a whole: each behind its length, in two bytes. */
export function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(pieces.flatMap((piece) => [Buffer.of(piece.length >> 8, piece.length & 0xff), piece]));
}

/** The sequence again. What a mutation left of the last piece counts as a piece. */
export function piecesOf(input: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  while (at + 2 <= input.length) {
    const length = ((input[at] ?? 0) << 8) | (input[at + 1] ?? 0);
    pieces.push(input.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return pieces;
}
