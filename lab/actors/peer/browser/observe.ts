/**
 * Script of a page: `observe(connection, tell)` tells what happens to an RTCPeerConnection, whoever made it, by the
 * standard API only. It changes nothing, and needs nothing else of the page. What it tells is parsed in pageEvent.ts.
 */
export const OBSERVE_SCRIPT = `
function observe(connection, tell) {
  let dtls;
  let ended = false;
  const watchDtls = () => {
    const transport = connection.sctp?.transport;
    if (!transport || transport === dtls) return;
    dtls = transport;
    const told = () => tell({ event: "state", of: "dtls", state: transport.state });
    transport.addEventListener("statechange", told);
    if (transport.state !== "new") told();
  };
  const end = async () => {
    const state = connection.connectionState;
    if (ended || (state !== "connected" && state !== "failed")) return;
    ended = true;
    if (state === "connected") tell({ event: "secured", stats: await transportStats(connection) });
    else tell({ event: "failed", ice: connection.iceConnectionState, dtls: dtls?.state ?? "new" });
  };
  connection.addEventListener("icecandidate", ({ candidate }) => {
    if (!candidate?.candidate) return;
    const { candidate: text, sdpMid, sdpMLineIndex } = candidate;
    tell({ event: "candidate", candidate: text, sdpMid, sdpMLineIndex });
  });
  connection.addEventListener("iceconnectionstatechange", () =>
    tell({ event: "state", of: "ice", state: connection.iceConnectionState }));
  connection.addEventListener("signalingstatechange", watchDtls);
  connection.addEventListener("connectionstatechange", () => { watchDtls(); end(); });
  connection.addEventListener("datachannel", ({ channel }) => observeChannel(channel, tell));
}

function observeChannel(channel, tell) {
  const { label } = channel;
  channel.binaryType = "arraybuffer";
  const opened = () => tell({ event: "open", label });
  if (channel.readyState === "open") opened();
  else channel.addEventListener("open", opened);
  channel.addEventListener("message", ({ data }) =>
    tell(typeof data === "string"
      ? { event: "message", label, type: "text", content: data }
      : { event: "message", label, type: "binary", content: toBase64(new Uint8Array(data)) }));
}

async function transportStats(connection) {
  const all = [...(await connection.getStats()).values()];
  const transport = all.find(({ type }) => type === "transport");
  const certificate = (id) => all.find((entry) => entry.id === id)?.base64Certificate;
  return {
    tlsVersion: transport?.tlsVersion,
    dtlsCipher: transport?.dtlsCipher,
    dtlsRole: transport?.dtlsRole,
    remoteCertificate: certificate(transport?.remoteCertificateId),
  };
}

function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
`;
