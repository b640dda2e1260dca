// A peer of the bench's calls: `node transferPeer.cjs alice|bob werift|node-datachannel`. The stack is used as its
// documentation shows, with no lab around it. The parent carries the signals; see transferProtocol.ts for the messages.

const [, , name, stack] = process.argv;
const isCaller = name === "alice";
/** @type {Map<number, Channel>} */
const channels = new Map();

/**
 * @typedef {object} Channel what the two stacks have in common, made alike
 * @property {(signal: any) => void} take a signal of the other peer
 * @property {(bytes: Buffer) => void} send
 * @property {() => number} waiting bytes that were sent and are not yet on their way
 * @property {(content: Buffer) => void} onMessage
 * @property {() => void} close
 */

const makeChannel = stack === "node-datachannel" ? nodeDatachannel() : werift();
process.on("disconnect", () => process.exit());
process.on("message", (message) => handle(message));
process.send({ message: "ready" });

function handle({ order, call, ...rest }) {
  switch (order) {
    case "open": {
      const channel = makeChannel(
        (signal) => process.send({ message: "signal", call, signal }),
        () => process.send({ message: "opened", call }),
      );
      channels.set(call, channel);
      channel.onMessage = () => undefined;
      return;
    }
    case "signal":
      return channels.get(call)?.take(rest.signal);
    case "count": {
      let bytes = 0;
      const channel = channels.get(call);
      channel.onMessage = (content) => {
        bytes += content.length;
        if (rest.acknowledge) channel.send(Buffer.from("got it"));
        if (bytes >= rest.bytes) process.send({ message: "done", call, value: bytes });
      };
      return process.send({ message: "counting", call });
    }
    case "transfer":
      return transfer(channels.get(call), rest, () => process.send({ message: "sent", call }));
    case "echo": {
      const channel = channels.get(call);
      channel.onMessage = (content) => channel.send(content);
      return process.send({ message: "counting", call });
    }
    case "ping":
      return ping(channels.get(call), rest.times, (value) => process.send({ message: "done", call, value }));
    case "close":
      channels.get(call)?.close();
      channels.delete(call);
      return process.send({ message: "closed", call });
  }
}

/** `window` messages under way at a time; 0: as many as the stack takes. */
function transfer(channel, { bytes, messageBytes, window }, done) {
  const content = Buffer.alloc(messageBytes, "bulk ");
  let left = bytes / messageBytes;
  const send = () => {
    left -= 1;
    channel.send(content);
    if (left === 0) done();
  };
  if (window > 0) {
    channel.onMessage = () => left > 0 && send();
    for (let index = 0; index < window && left > 0; index += 1) send();
    return;
  }
  const fill = () => {
    while (left > 0 && channel.waiting() < 1 << 20) send();
    if (left > 0) setTimeout(fill, 1);
  };
  fill();
}

function ping(channel, times, done) {
  const waits = [];
  let start = process.hrtime.bigint();
  const send = () => {
    start = process.hrtime.bigint();
    channel.send(Buffer.from("ping"));
  };
  channel.onMessage = () => {
    waits.push(Number(process.hrtime.bigint() - start) / 1000);
    if (waits.length < times) return send();
    waits.sort((a, b) => a - b);
    done(waits[Math.floor(times / 2)]);
  };
  send();
}

function werift() {
  onlyLoopback();
  const { RTCPeerConnection } = require("werift");
  const settings = { iceServers: [], iceUseIpv6: false, iceInterfaceAddresses: { udp4: "127.0.0.1" } };
  return (tell, opened) => {
    const peer = new RTCPeerConnection(settings);
    peer.onIceCandidate.subscribe(
      (candidate) =>
        candidate && tell({ type: "candidate", candidate: candidate.candidate, sdpMLineIndex: 0 }),
    );
    const self = { onMessage: undefined };
    let channel;
    const use = (made) => {
      channel = made;
      channel.onMessage.subscribe((content) => self.onMessage(Buffer.from(content)));
      if (channel.readyState === "open") opened();
      else channel.stateChanged.subscribe((state) => state === "open" && opened());
    };
    const describe = async (description) => {
      // Otherwise werift asks a public STUN server.
      for (const { connection } of peer.iceTransports) connection.stunServer = undefined;
      await peer.setLocalDescription(description);
      tell({ type: peer.localDescription.type, sdp: peer.localDescription.sdp });
    };
    if (isCaller) {
      use(peer.createDataChannel("bulk"));
      void peer.createOffer().then(describe);
    } else peer.onDataChannel.subscribe(use);
    let described = Promise.resolve();
    return Object.assign(self, {
      take(signal) {
        described = described.then(async () => {
          if (signal.type === "candidate") return peer.addIceCandidate(signal);
          await peer.setRemoteDescription(signal);
          if (signal.type === "offer") await describe(await peer.createAnswer());
        });
      },
      send: (bytes) => channel.send(bytes),
      waiting: () => channel.bufferedAmount,
      close: () => void peer.close(),
    });
  };
}

function nodeDatachannel() {
  const { PeerConnection } = require("node-datachannel");
  return (tell, opened) => {
    const peer = new PeerConnection(name, { iceServers: [], bindAddress: "127.0.0.1" });
    const self = { onMessage: undefined };
    let channel;
    const early = [];
    peer.onLocalDescription((sdp, type) => {
      tell({ type, sdp });
      addEarly();
    });
    peer.onLocalCandidate((candidate) =>
      tell({ type: "candidate", candidate: candidate.replace(/^a=/, ""), sdpMLineIndex: 0 }),
    );
    // libdatachannel takes a candidate only when it has both descriptions.
    const addEarly = () => {
      if (!peer.localDescription() || !peer.remoteDescription()) return;
      for (const candidate of early.splice(0)) peer.addRemoteCandidate(candidate, "0");
    };
    const use = (made) => {
      channel = made;
      channel.onMessage((content) => self.onMessage(Buffer.from(content)));
      if (channel.isOpen()) opened();
      else channel.onOpen(opened);
    };
    if (isCaller) use(peer.createDataChannel("bulk"));
    else peer.onDataChannel(use);
    return Object.assign(self, {
      take(signal) {
        if (signal.type === "candidate") early.push(signal.candidate);
        else peer.setRemoteDescription(signal.sdp, signal.type);
        addEarly();
      },
      send: (bytes) => channel.sendMessageBinary(bytes),
      waiting: () => channel.bufferedAmount(),
      close: () => peer.close(),
    });
  };
}

/** As for the lab's peers (see lab/actors/loopback.ts). */
function onlyLoopback() {
  require("node:os").networkInterfaces = () => ({
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
}
