import { describe } from "../../../run/flows.ts";
import type { View } from "../../model/view.ts";
import { Part, Scroll } from "../components/part.tsx";

/** Every recorded datagram as one row that others link to. */
export function Packets({ view: { recording, listing } }: { view: View }) {
  const { datagrams } = recording;
  const listed = datagrams.filter(({ packet }) => listing.packets.has(packet));
  return (
    <Part id="packets" title="The packets">
      <p>
        The datagrams of capture.pcapng, with the numbers that Wireshark shows. Times count from the first
        one.
        {listed.length < datagrams.length &&
          ` Of ${datagrams.length}, ${listed.length} are listed: the beginning, the end, and those that this report refers to.`}
      </p>
      <details>
        <summary>{listed.length} packets</summary>
        <Scroll label="Recorded packets">
          <table class="log">
            <thead>
              <tr>
                <th scope="col">Packet</th>
                <th scope="col">At</th>
                <th scope="col">From</th>
                <th scope="col">To</th>
                <th scope="col" class="count">
                  Bytes
                </th>
                <th scope="col">What it is</th>
              </tr>
            </thead>
            <tbody>
              {listed.map((datagram) => (
                <tr id={`packet-${datagram.packet}`}>
                  <th scope="row">{datagram.packet}</th>
                  <td>{datagram.atMs.toFixed(1)} ms</td>
                  <td>{datagram.from}</td>
                  <td>{datagram.to}</td>
                  <td class="count">{datagram.payload.length}</td>
                  <td>{describe(datagram)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </Part>
  );
}
