import type { Basis as References } from "../../../contract/basis.ts";
import { type Listing, packetNumber, shownOf } from "../../model/listing.ts";

/** What a finding rests on, as links to the trace lines and packets that the report lists. */
export function Basis({ basis, listing }: { basis: References; listing: Listing }) {
  if (basis.length === 0) return <span class="faint">no single line</span>;
  const shown = shownOf(basis);
  return (
    <span class="basis">
      {shown.map((item, index) => (
        <>
          {index > 0 && ", "}
          <Reference item={item} listing={listing} />
        </>
      ))}
      {basis.length > shown.length && <span class="faint">, and {basis.length - shown.length} more</span>}
    </span>
  );
}

function Reference({ item, listing }: { item: References[number]; listing: Listing }) {
  const packet = packetNumber(item);
  if (packet !== undefined) {
    const text = `packet ${packet}`;
    return listing.packets.has(packet) ? <a href={`#packet-${packet}`}>{text}</a> : <span>{text}</span>;
  }
  const seq = Number(item);
  const text = `line ${seq}`;
  return listing.events.has(seq) ? <a href={`#event-${seq}`}>{text}</a> : <span>{text}</span>;
}
