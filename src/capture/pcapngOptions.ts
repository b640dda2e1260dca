import { CaptureParseError } from "./captureParseError.ts";
import { OPTION, paddingOf } from "./pcapngFormat.ts";

/** A block between its leading and its trailing length. `offset` is where the block starts in the file. */
export interface BlockBody {
  readonly view: DataView;
  readonly start: number;
  readonly end: number;
  readonly littleEndian: boolean;
  readonly offset: number;
}

/** @throws CaptureParseError "corrupt" when the body has fewer than `length` bytes */
export function requireBytes(body: BlockBody, length: number): void {
  if (body.end - body.start < length) {
    throw new CaptureParseError(
      "corrupt",
      body.offset,
      `the block has ${body.end - body.start} bytes of content, it needs ${length}`,
    );
  }
}

/**
 * The text of the options with this code, which start at `from` in the body; repeated ones are joined with line feeds.
 * Invalid UTF-8 becomes U+FFFD.
 * @throws CaptureParseError "corrupt" when an option extends beyond the block
 */
export function textOf(body: BlockBody, from: number, code: number): string | undefined {
  let text: string | undefined;
  for (const option of optionsOf(body, from)) {
    if (option.code !== code) continue;
    const bytes = new Uint8Array(body.view.buffer, body.view.byteOffset + option.at, option.length);
    text = text === undefined ? UTF8.decode(bytes) : `${text}\n${UTF8.decode(bytes)}`;
  }
  return text;
}

/**
 * Where in the view the value of the first such option of this length starts.
 * @throws CaptureParseError as `textOf` does
 */
export function firstOption(body: BlockBody, from: number, code: number, length: number): number | undefined {
  for (const option of optionsOf(body, from)) {
    if (option.code === code && option.length === length) return option.at;
  }
  return undefined;
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

function* optionsOf(body: BlockBody, from: number) {
  const { view, end, littleEndian } = body;
  let at = body.start + from;
  while (at + 4 <= end) {
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    if (code === OPTION.end) return;
    if (at + 4 + length > end) {
      throw new CaptureParseError(
        "corrupt",
        body.offset,
        `option ${code} of ${length} bytes extends beyond its block`,
      );
    }
    yield { code, length, at: at + 4 };
    at += 4 + length + paddingOf(length);
  }
}
