import { MediaStreamTrack, type RTCDataChannel, RTCPeerConnection } from "werift";
import { forbidStun } from "../../actors/guards/ice.ts";
import { seeLoopbackOnly } from "../../actors/loopbackView.ts";
import { contentOf, factsOf } from "../content.ts";
import { packageVersion } from "./packageVersion.ts";
import { type OpenSettings, runStack, type StackCall, type Tell } from "./stackProgram.ts";
import { untilRoom } from "./untilRoom.ts";

/** werift as its documentation shows it, without the lab's guards but the one that keeps it on this machine. */
runStack({
  version: packageVersion("werift"),
  cannot: ["ice-lite"],
  open,
});

function open({ addresses, media }: OpenSettings, tell: Tell): StackCall {
  const seeAll = addresses === "loopback" ? seeLoopbackOnly() : () => undefined;
  const peer = new RTCPeerConnection({ iceServers: [], iceUseIpv6: false });
  const channels = new Map<string, RTCDataChannel>();
  const use = (channel: RTCDataChannel) => {
    const { label } = channel;
    channels.set(label, channel);
    channel.onMessage.subscribe((content) => {
      const type = typeof content === "string" ? "text" : "binary";
      tell({ event: "message", label, ...factsOf(type, Buffer.from(content)) });
    });
    channel.stateChanged.subscribe((state) => {
      if (state === "open") tell({ event: "channel-open", label });
      if (state === "closed") tell({ event: "channel-closed", label });
    });
    if (channel.readyState === "open") tell({ event: "channel-open", label });
  };
  peer.onDataChannel.subscribe(use);
  peer.connectionStateChange.subscribe((state) => tell({ event: "state", state }));
  peer.onIceCandidate.subscribe((found) => {
    if (!found) return;
    const { candidate, sdpMid, sdpMLineIndex } = found;
    tell({ event: "signal", signal: { type: "candidate", candidate, sdpMid, sdpMLineIndex } });
  });
  const endMedia = media ? addSilence(peer, tell) : () => undefined;
  const describe = async (type: "offer" | "answer") => {
    const description = await (type === "offer" ? peer.createOffer() : peer.createAnswer());
    // Otherwise werift asks a public STUN server, whatever iceServers says.
    for (const { connection } of peer.iceTransports) forbidStun(connection);
    await peer.setLocalDescription(description);
    tell({ event: "signal", signal: { type, sdp: peer.localDescription?.sdp ?? description.sdp } });
  };
  return {
    channel({ label, ordered, maxRetransmits, negotiated }) {
      use(
        peer.createDataChannel(label, {
          ordered,
          ...(maxRetransmits !== null && { maxRetransmits }),
          ...(negotiated !== null && { negotiated: true, id: negotiated }),
        }),
      );
    },
    async offer(restartIce) {
      if (restartIce) peer.restartIce();
      await describe("offer");
    },
    async signal(signal) {
      if (signal.type === "candidate") {
        const { candidate, sdpMid, sdpMLineIndex } = signal;
        return peer.addIceCandidate({
          candidate,
          ...(sdpMid != null && { sdpMid }),
          ...(sdpMLineIndex != null && { sdpMLineIndex }),
        });
      }
      await peer.setRemoteDescription(signal);
      if (signal.type === "offer") await describe("answer");
    },
    async send({ label, type, seed, bytes, count }) {
      const channel = channels.get(label);
      if (!channel) throw new Error(`there is no channel "${label}"`);
      for (let index = 0; index < count; index += 1) {
        await untilRoom(() => channel.bufferedAmount);
        const content = contentOf(seed, index, bytes);
        channel.send(type === "text" ? content.toString() : content);
      }
    },
    async close() {
      endMedia();
      await peer.close();
      seeAll();
    },
  };
}

/** RTP packets of payload type 96 with nothing in them. */
function addSilence(peer: RTCPeerConnection, tell: Tell): () => void {
  const track = new MediaStreamTrack({ kind: "audio" });
  peer.addTransceiver(track, { direction: "sendrecv" });
  let told = false;
  peer.onTrack.subscribe((received) =>
    received.onReceiveRtp.subscribe(() => {
      if (!told) tell({ event: "media" });
      told = true;
    }),
  );
  let sequence = 0;
  const timer = setInterval(() => {
    sequence += 1;
    const packet = Buffer.alloc(12 + 3, 0xff);
    packet.set([0x80, 96]);
    packet.writeUInt16BE(sequence & 0xffff, 2);
    packet.writeUInt32BE(sequence * 960, 4);
    packet.writeUInt32BE(1, 8);
    track.writeRtp(packet);
  }, 20);
  return () => clearInterval(timer);
}
