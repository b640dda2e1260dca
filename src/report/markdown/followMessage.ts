import { hexOf } from "../dissection/field.ts";
import { followedMessage } from "../model/followedMessage.ts";
import { sctpLayer } from "../model/hopLayers.ts";
import { legWords } from "../model/hopWords.ts";
import { END_NAMES, inSentence } from "../model/parties.ts";
import type { View } from "../model/view.ts";
import { cell, code, references, table, text } from "./syntax.ts";

/** The SCTP packet of one message beside what crossed the network in its place. The layers below stand in the HTML report. */
export function followMessageMarkdown({ run }: View): string[] {
  const heading = "## One message, byte by byte";
  const followed = followedMessage(run);
  if (followed.kind === "not-followed") return [heading, text(followed.because)];
  const { hops, lost } = followed;
  const [hop, onward] = hops;
  const { fields, bytes } = sctpLayer(hop, []);
  const columns = [bytes, ...hops.map(({ ciphertext }) => ciphertext)];
  const rows = fields.map(({ name, from, to, meaning }) => [
    cell(name),
    cell(meaning),
    ...columns.map((column) => excerpt(column.subarray(from, to))),
  ]);
  const wires = hops.map(({ from, to, datagram }) => {
    const packet = references([`packet:${datagram.packet}`]);
    return `On the wire, ${inSentence(END_NAMES[from])} to ${inSentence(END_NAMES[to])} (${packet})`;
  });
  return [
    heading,
    table(["Field", "What it says", "Opened", ...wires], rows),
    ...(onward ? [text(legWords(hop, onward).join(" "))] : []),
    ...(lost === undefined ? [] : [text(lost)]),
  ];
}

const MOST_SHOWN = 16;

function excerpt(bytes: Uint8Array): string {
  const shown = code(hexOf(bytes.subarray(0, MOST_SHOWN)).replaceAll(/..(?=.)/g, "$& "));
  return bytes.length > MOST_SHOWN ? `${shown} … (${bytes.length} bytes)` : shown;
}
