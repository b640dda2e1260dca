/**
 * Advice for a user whose file is of another format, from its first bytes. It is a guess for the error message only;
 * nothing depends on it.
 */
export function foreignFileAdvice(head: Uint8Array, wanted: "pcap" | "pcapng"): string {
  const hex = Buffer.from(head.subarray(0, 4)).toString("hex");
  const known = SIGNATURES.find(({ starts }) => starts.some((start) => hex.startsWith(start)));
  if (known === undefined) {
    return `not a ${wanted} file: it starts with ${hex === "" ? "nothing" : hex}; record it again or choose another file`;
  }
  return `this is ${known.what}, not a ${wanted} file: ${known.advice}`;
}

const SIGNATURES = [
  {
    starts: ["d4c3b2a1", "a1b2c3d4", "4d3cb2a1", "a1b23c4d"],
    what: "a classic pcap file",
    advice: "read it as one, or convert it with editcap -F pcapng",
  },
  {
    starts: ["0a0d0d0a"],
    what: "a pcapng file",
    advice: "read it as one, or convert it with editcap -F pcap",
  },
  { starts: ["1f8b"], what: "a gzip file", advice: "decompress it first" },
  { starts: ["28b52ffd"], what: "a zstd file", advice: "decompress it first" },
  { starts: ["504b0304"], what: "a zip archive", advice: "unpack it first" },
  { starts: ["89504e47"], what: "a PNG image", advice: "choose the capture instead" },
];
