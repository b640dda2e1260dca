const os = require("node:os");

// The yardstick for `npm run scenario honest`: what two werift peers cost with no lab around them. One process, no
// guards, one message, ended by force. CommonJS, because werift loads in half the time that way: the harder yardstick.
// Only the loopback interface exists, as for the lab's peers (see lab/actors/loopback.ts).
os.networkInterfaces = () => ({
  loopback: [
    {
      address: "127.0.0.1",
      netmask: "255.0.0.0",
      family: "IPv4",
      mac: "00:00:00:00:00:00",
      internal: false,
      cidr: "127.0.0.1/8",
    },
  ],
});
const { RTCPeerConnection } = require("werift");

const settings = { iceServers: [], iceUseIpv6: false, iceInterfaceAddresses: { udp4: "127.0.0.1" } };
const caller = new RTCPeerConnection(settings);
const callee = new RTCPeerConnection(settings);
caller.onIceCandidate.subscribe((candidate) => candidate && callee.addIceCandidate(candidate));
callee.onIceCandidate.subscribe((candidate) => candidate && caller.addIceCandidate(candidate));
callee.onDataChannel.subscribe((channel) => channel.onMessage.subscribe(() => process.exit()));

connect();

async function connect() {
  const channel = caller.createDataChannel("chat");
  channel.stateChanged.subscribe((state) => state === "open" && channel.send("hello"));
  const offer = await caller.createOffer();
  stayHere(caller);
  await caller.setLocalDescription(offer);
  await callee.setRemoteDescription(caller.localDescription);
  stayHere(callee);
  await callee.setLocalDescription(await callee.createAnswer());
  await caller.setRemoteDescription(callee.localDescription);
}

/** Otherwise werift asks a public STUN server. */
function stayHere(peer) {
  for (const { connection } of peer.iceTransports) connection.stunServer = undefined;
}
