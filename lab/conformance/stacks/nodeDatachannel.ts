import { type DataChannel, PeerConnection } from "node-datachannel";
import { contentOf, factsOf } from "../content.ts";
import { packageVersion } from "./packageVersion.ts";
import { runStack, type StackCall, type Tell } from "./stackProgram.ts";
import { untilRoom } from "./untilRoom.ts";

/** libdatachannel, by node-datachannel's own interface: its W3C one makes one offer only. */
runStack({
  version: packageVersion("node-datachannel"),
  cannot: ["ice-restart", "ice-lite", "media"],
  open: (settings, tell) => open(settings.addresses, tell),
});

function open(addresses: "loopback" | "this-machine", tell: Tell): StackCall {
  const peer = new PeerConnection("peer", {
    iceServers: [],
    disableAutoNegotiation: true,
    ...(addresses === "loopback" && { bindAddress: "127.0.0.1" }),
  });
  const channels = new Map<string, DataChannel>();
  const early: { candidate: string; mid: string }[] = [];
  let described = 0;
  const use = (channel: DataChannel) => {
    const label = channel.getLabel();
    channels.set(label, channel);
    channel.onMessage((content) => {
      const type = typeof content === "string" ? "text" : "binary";
      const bytes = typeof content === "string" ? Buffer.from(content) : new Uint8Array(content);
      tell({ event: "message", label, ...factsOf(type, bytes) });
    });
    channel.onClosed(() => tell({ event: "channel-closed", label }));
    if (channel.isOpen()) tell({ event: "channel-open", label });
    else channel.onOpen(() => tell({ event: "channel-open", label }));
  };
  peer.onDataChannel(use);
  peer.onStateChange((state) => tell({ event: "state", state }));
  peer.onLocalDescription((sdp, type) => {
    if (type === "offer" || type === "answer") tell({ event: "signal", signal: { type, sdp } });
  });
  peer.onLocalCandidate((candidate, sdpMid) =>
    tell({ event: "signal", signal: { type: "candidate", candidate: candidate.replace(/^a=/, ""), sdpMid } }),
  );
  return {
    channel({ label, ordered, maxRetransmits, negotiated }) {
      use(
        peer.createDataChannel(label, {
          unordered: !ordered,
          ...(maxRetransmits !== null && { maxRetransmits }),
          ...(negotiated !== null && { negotiated: true, id: negotiated }),
        }),
      );
    },
    async offer() {
      peer.setLocalDescription("offer");
    },
    async signal(signal) {
      if (signal.type === "candidate") early.push({ candidate: signal.candidate, mid: signal.sdpMid ?? "0" });
      else {
        peer.setRemoteDescription(signal.sdp, signal.type);
        if (signal.type === "offer") peer.setLocalDescription("answer");
        described += 1;
      }
      // It answers ICE checks before it has the answer: candidates wait for both descriptions.
      if (described > 0)
        for (const { candidate, mid } of early.splice(0)) peer.addRemoteCandidate(candidate, mid);
    },
    async send({ label, type, seed, bytes, count }) {
      const channel = channels.get(label);
      if (!channel) throw new Error(`there is no channel "${label}"`);
      for (let index = 0; index < count; index += 1) {
        await untilRoom(() => channel.bufferedAmount());
        const content = contentOf(seed, index, bytes);
        if (type === "text") channel.sendMessage(content.toString());
        else channel.sendMessageBinary(content);
      }
    },
    close: () => peer.close(),
  };
}
