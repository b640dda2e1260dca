import { type Field, hexOf } from "../../dissection/field.ts";
import type { Layer } from "../../dissection/layer.ts";
import { ForeignProse, Prose } from "./prose.tsx";

/**
 * The bytes of one layer: what each range says on one side, its bytes on the other; beside them what crossed in their place,
 * where that differs.
 */
export function Bytes({ layer }: { layer: Layer }) {
  const { fields, bytes, sealed } = layer;
  const columns = sealed.length === 0 ? [{ title: "bytes", bytes }] : [{ title: "opened", bytes }, ...sealed];
  return (
    <div class={`bytes columns-${columns.length}`}>
      <div class="byte-row byte-head" aria-hidden="true">
        <span>What it says</span>
        {columns.map(({ title }) => (
          <span>{`${title.charAt(0).toUpperCase()}${title.slice(1)}`}</span>
        ))}
      </div>
      <dl>
        {fields.map((field) => (
          <div class={field.encrypted ? "byte-row encrypted" : "byte-row"}>
            <dt>
              <Prose>{field.name}</Prose> <span class="range">{rangeWords(field)}</span>
              {field.encrypted && <span class="range"> encrypted</span>}
            </dt>
            <dd class="meaning">
              <ForeignProse text={field.meaning} limit={500} />
            </dd>
            {columns.map((column, index) => (
              <dd class={index === 0 ? "octets" : "octets sealed"}>
                <span class="column-name">{column.title}: </span>
                <Octets bytes={column.bytes.subarray(field.from, field.to)} />
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </div>
  );
}

function rangeWords({ from, to }: Field): string {
  return to - from === 1 ? `byte ${from}` : `bytes ${from} to ${to - 1}`;
}

/** A field of a page that shows hundreds: more bytes than this teach nobody anything. */
const MOST_SHOWN = 256;

/** Bytes in hexadecimal, two digits each. */
export function Octets({ bytes }: { bytes: Uint8Array }) {
  const shown = hexOf(bytes.subarray(0, MOST_SHOWN)).replaceAll(/..(?=.)/g, "$& ");
  return (
    <>
      <code>{shown}</code>
      {bytes.length > MOST_SHOWN && <span class="faint"> and {bytes.length - MOST_SHOWN} more bytes</span>}
    </>
  );
}
