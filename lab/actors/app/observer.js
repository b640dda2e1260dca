// The lab's own script in an app's page. It runs before the app does. It reports what the browser's own interface
// (W3C WebRTC) tells the app, and makes the datagrams cross the lab's network, as a NAT between page and world would:
// the app is told the network's public port as its own, and of others only addresses that are the network's.
const { publicPort, networkPorts } = window.lab;
// With its time: it is on its way to the actor while messages travel faster.
const report = (fact) => void window.labReport(JSON.stringify({ at: performance.now(), fact }));
window.lab.trouble = (message) => report({ kind: "trouble", message });

// Chromium's one socket for IPv4 stands on all addresses; it names that of the machine's default route (RFC 8828 §5.2).
const HOST = /^((?:a=)?candidate:\S+ 1 udp \d+ )([\d.]+) (\d+)( typ host.*)$/i;
const DOOR = "127.0.0.1";
const isPublic = (port) => networkPorts.includes(Number(port));

function outward(candidate) {
  const [, before, , port, after] = HOST.exec(candidate) ?? [];
  return port === undefined || isPublic(port) ? candidate : `${before}${DOOR} ${publicPort}${after}`;
}
function isReachable(candidate) {
  const [, , address, port] = HOST.exec(candidate) ?? [];
  return address === DOOR && isPublic(port);
}
const reachableSdp = (sdp) =>
  sdp
    .split("\r\n")
    .map(outward)
    .filter((line) => !line.startsWith("a=candidate:") || isReachable(line))
    .join("\r\n");

/** What the browser itself says, before the app is told otherwise. */
const itself = (prototype, name) => Object.getOwnPropertyDescriptor(prototype, name).get;
const ownCandidate = itself(RTCIceCandidate.prototype, "candidate");

function tell(prototype, name, map) {
  const get = itself(prototype, name);
  Object.defineProperty(prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return map(get.call(this));
    },
  });
}
tell(RTCIceCandidate.prototype, "candidate", outward);
tell(RTCIceCandidate.prototype, "address", () => DOOR);
tell(RTCIceCandidate.prototype, "port", (port) => (port === null || isPublic(port) ? port : publicPort));
tell(RTCSessionDescription.prototype, "sdp", reachableSdp);
RTCIceCandidate.prototype.toJSON = function () {
  const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = this;
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
};
RTCSessionDescription.prototype.toJSON = function () {
  return { type: this.type, sdp: this.sdp };
};

const { setLocalDescription, setRemoteDescription, addIceCandidate } = RTCPeerConnection.prototype;
RTCPeerConnection.prototype.setLocalDescription = async function (...given) {
  await setLocalDescription.apply(this, given);
  const { type, sdp } = this.localDescription;
  report({ kind: "description-sent", type, sdp });
  watchTransport(this);
};
RTCPeerConnection.prototype.setRemoteDescription = async function ({ type, sdp }) {
  report({ kind: "description-received", type, sdp });
  await setRemoteDescription.call(this, { type, sdp: reachableSdp(sdp) });
  watchTransport(this);
};
RTCPeerConnection.prototype.addIceCandidate = async function (given) {
  const candidate = given?.candidate ?? "";
  if (candidate !== "") {
    report({ kind: "candidate-received", candidate });
    if (!isReachable(candidate)) return;
  }
  await addIceCandidate.call(this, given);
};

const Connection = window.RTCPeerConnection;
window.RTCPeerConnection = class RTCPeerConnection extends Connection {
  constructor(...given) {
    super(...given);
    // Before the application can listen: it must not tell anybody of addresses around the network.
    this.addEventListener("icecandidate", (event) => {
      if (event.candidate?.candidate && !gathered(event.candidate)) event.stopImmediatePropagation();
    });
    this.addEventListener("iceconnectionstatechange", () => {
      report({ kind: "state", of: "ice", state: this.iceConnectionState });
      if (this.iceConnectionState === "failed")
        report({ kind: "link", state: "failed", reason: "ice-failed" });
    });
    this.addEventListener("datachannel", ({ channel }) => watchChannel(channel));
  }
};

const sockets = new Set();
function gathered(candidate) {
  const [, , , port] = HOST.exec(ownCandidate.call(candidate)) ?? [];
  if (port === undefined) return false;
  if (!sockets.has(port)) report({ kind: "socket-opened", port: Number(port) });
  sockets.add(port);
  report({ kind: "candidate-sent", candidate: candidate.candidate });
  return true;
}

const watched = new WeakSet();
function watchTransport(connection) {
  const transport = connection.sctp?.transport;
  if (!transport || watched.has(transport)) return;
  watched.add(transport);
  transport.addEventListener("statechange", async () => {
    const { state } = transport;
    report({ kind: "state", of: "dtls", state });
    if (state === "connected") report(await connected(connection, transport));
    if (state === "failed") report({ kind: "link", state: "failed", reason: "dtls-failed" });
  });
}

/** What the browser says of its DTLS, and the certificate that it delivered. */
async function connected(connection, transport) {
  const stats = [...(await connection.getStats()).values()];
  const { dtlsRole, tlsVersion, dtlsCipher } = stats.find(({ type }) => type === "transport");
  const [delivered] = transport.getRemoteCertificates();
  return {
    kind: "connected",
    delivered: base64(delivered),
    role: dtlsRole,
    tlsVersion,
    dtlsCipher,
  };
}

const { createDataChannel } = Connection.prototype;
Connection.prototype.createDataChannel = function (...given) {
  return watchChannel(createDataChannel.apply(this, given));
};
function watchChannel(channel) {
  channel.addEventListener("open", () => report({ kind: "channel-open", channel: channel.label }));
  channel.addEventListener("message", ({ data }) => report(content("message-received", channel, data)));
  return channel;
}
const { send } = RTCDataChannel.prototype;
RTCDataChannel.prototype.send = function (data) {
  report(content("message-sent", this, data));
  send.call(this, data);
};

function content(kind, { label }, data) {
  return typeof data === "string"
    ? { kind, channel: label, type: "text", content: base64(new TextEncoder().encode(data)) }
    : { kind, channel: label, type: "binary", content: base64(data) };
}
function base64(data) {
  const bytes =
    data instanceof ArrayBuffer
      ? new Uint8Array(data)
      : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
