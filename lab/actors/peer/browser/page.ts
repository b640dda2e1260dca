import { OBSERVE_SCRIPT } from "./observe.ts";

/**
 * The page that is one peer: it makes one certificate, and for each call a connection that the actor orders what to do.
 * `tell` is the actor's; events carry the number of their connection.
 */
export const PEER_PAGE = `<!doctype html>
<meta charset="utf-8">
<title>A peer of the lab</title>
<script>
${OBSERVE_SCRIPT}
const KEY = { name: "ECDSA", namedCurve: "P-256" };
let certificate;
let connection;
let channels;
let calls = 0;
const use = (channel) => channels.set(channel.label, channel);
const peer = {
  /** The certificate's fingerprint stands in any description made with it. */
  makeCertificate: async () => {
    certificate = await RTCPeerConnection.generateCertificate(KEY);
    const unused = new RTCPeerConnection({ certificates: [certificate] });
    unused.createDataChannel("unused");
    const { sdp } = await unused.createOffer();
    unused.close();
    return sdp;
  },
  begin: () => {
    calls += 1;
    const call = calls;
    connection = new RTCPeerConnection({ certificates: [certificate], iceServers: [] });
    channels = new Map();
    connection.addEventListener("datachannel", ({ channel }) => use(channel));
    observe(connection, (event) => tell(JSON.stringify({ call, ...event })));
    return call;
  },
  offer: async (settings) => {
    for (const { label, ...options } of settings) {
      const channel = connection.createDataChannel(label, options);
      use(channel);
      const call = calls;
      observeChannel(channel, (event) => tell(JSON.stringify({ call, ...event })));
    }
    return (await connection.createOffer()).sdp;
  },
  answer: async () => (await connection.createAnswer()).sdp,
  local: (description) => connection.setLocalDescription(description),
  remote: (description) => connection.setRemoteDescription(description),
  candidate: (candidate) => connection.addIceCandidate(candidate),
  send: (label, type, content) => {
    const channel = channels.get(label);
    if (channel?.readyState !== "open") throw new Error('the channel "' + label + '" is not open');
    channel.send(type === "text" ? content : Uint8Array.from(atob(content), (digit) => digit.charCodeAt(0)));
  },
  close: () => connection.close(),
};
</script>
`;
