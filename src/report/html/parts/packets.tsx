import { describe } from "../../../run/flows.ts";
import type { View } from "../../model/view.ts";
import { Part } from "../components/part.tsx";
import { Prose } from "../components/prose.tsx";
import { Table } from "../components/table.tsx";

/** Every recorded datagram as one row that others link to. */
export function Packets({ view: { run, listing } }: { view: View }) {
  const { datagrams } = run.recording;
  const listed = datagrams.filter(({ packet }) => listing.packets.has(packet));
  return (
    <Part id="packets" title="The packets" folded="What the capture holds, packet by packet.">
      <p>
        <Prose>
          The datagrams of capture.pcapng, with the numbers that Wireshark shows. Times count from the start
          of the run, as those of the trace do.
          {listed.length < datagrams.length &&
            ` Of ${datagrams.length}, ${listed.length} are listed: the beginning, the end, and those that this report refers to.`}
        </Prose>
      </p>
      <p>{listed.length} packets.</p>
      <Table
        label="Recorded packets"
        kind="log"
        columns={["Packet", "At", "From", "To", { text: "Bytes", count: true }, "What it is"]}
      >
        {listed.map((datagram) => (
          <tr id={`packet-${datagram.packet}`}>
            <th scope="row">{datagram.packet}</th>
            <td>{datagram.atMs.toFixed(1)} ms</td>
            <td>{datagram.isMarker ? "the lab" : datagram.from}</td>
            <td>{datagram.isMarker ? "the lab" : datagram.to}</td>
            <td class="count">{datagram.payload.length}</td>
            <td>{datagram.isMarker ? "the lab’s marker" : describe(datagram)}</td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}
