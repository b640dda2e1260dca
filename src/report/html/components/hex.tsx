/** A fingerprint in groups of four bytes. Bytes that differ from `against` are marked, and read out as such by their weight. */
export function Hex({ value, against }: { value: string; against?: string | undefined }) {
  const bytes = value.split(":");
  const others = against?.split(":");
  return (
    <code class="hex">
      {groupsOf(bytes, 4).map((group, groupIndex) => (
        <span class="group">
          {group
            .map((byte, index) => {
              const differs = others !== undefined && others[groupIndex * 4 + index] !== byte;
              return differs ? <mark>{byte}</mark> : byte;
            })
            .map((byte, index) => (index === 0 ? byte : <>:{byte}</>))}
        </span>
      ))}
    </code>
  );
}

/** How many bytes of two fingerprints differ. */
export function differingBytes(
  value: string,
  against: string,
): { readonly differing: number; readonly of: number } {
  const bytes = value.split(":");
  const others = against.split(":");
  const of = Math.max(bytes.length, others.length);
  return {
    differing: Array.from({ length: of }, (_, index) => bytes[index] !== others[index]).filter(Boolean)
      .length,
    of,
  };
}

function groupsOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
