import Peer from "simple-peer/simplepeer.min.js";

// simple-peer brings no signalling of its own: an app sends its signals as JSON, as its manual shows.
const heard = [];
const trouble = [];
let socket;
let peer;

window.app = {
  heard,
  trouble,
  join({ url, calls }) {
    socket = new WebSocket(url);
    peer = new Peer({ initiator: false, config: { iceServers: [] } });
    if (calls) {
      peer.destroy();
      socket.onopen = () => start(true);
    } else start(false);
  },
  isHere: () => socket?.readyState === WebSocket.OPEN,
  isOpen: () => peer?.connected === true,
  say: (text) => peer.send(text),
};

function start(initiator) {
  peer = new Peer({ initiator, config: { iceServers: [] } });
  peer.on("signal", (signal) => socket.send(JSON.stringify(signal)));
  socket.onmessage = ({ data }) => peer.signal(JSON.parse(data));
  peer.on("data", (data) => heard.push(new TextDecoder().decode(data)));
  peer.on("error", (why) => trouble.push(`error: ${why}`));
  peer.on("close", () => trouble.push("close"));
}
