import fc from "fast-check";
import { DtlsParseError } from "../../src/dtls/wire/dtlsParseError.ts";

/** Bytes as an attacker may send them: random ones, and genuine ones cut, grown or with some bytes changed. */
export function hostileBytes(genuine: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const change = fc.record({ at: fc.nat(), to: fc.constantFrom(0, 1, 2, 3, 22, 127, 254, 255) });
  const mutated = fc
    .record({
      bytes: fc.constantFrom(...genuine),
      changes: fc.array(change, { maxLength: 4 }),
      cut: fc.option(fc.nat()),
      tail: fc.uint8Array({ maxLength: 4 }),
    })
    .map(({ bytes, changes, cut, tail }) => {
      const copy = Uint8Array.from([...bytes, ...tail]);
      for (const { at, to } of changes) copy[at % copy.length] = to;
      return cut === null ? copy : copy.subarray(0, cut % (copy.length + 1));
    });
  return fc.oneof(fc.uint8Array({ maxLength: 200 }), mutated);
}

/** True if the parser accepted or threw its own error; any other error passes through and fails the test. */
export function acceptsOrRefuses(parse: () => unknown): boolean {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof DtlsParseError)) throw error;
  }
  return true;
}

/** The code of the DtlsParseError that `parse` throws, and where. */
export function refusal(parse: () => unknown): { code: string; offset: number } | undefined {
  try {
    parse();
  } catch (error) {
    if (error instanceof DtlsParseError) return { code: error.code, offset: error.offset };
    throw error;
  }
  return undefined;
}
