import { Peer } from "peerjs";

const heard = [];
const trouble = [];
let here = false;
let connection;

function use(opened) {
  connection = opened;
  opened.on("data", (data) => heard.push(data));
  for (const event of ["error", "close"])
    opened.on(event, (why) => trouble.push(`connection ${event}: ${why}`));
}

window.app = {
  heard,
  trouble,
  join({ url, name, calls }) {
    const { hostname: host, port } = new URL(url);
    const peer = new Peer(name, { host, port, path: "/", config: { iceServers: [] } });
    peer.on("open", () => {
      here = true;
      if (calls) use(peer.connect(calls));
    });
    peer.on("connection", use);
    for (const event of ["error", "disconnected"]) peer.on(event, (why) => trouble.push(`${event}: ${why}`));
  },
  isHere: () => here,
  isOpen: () => connection?.open === true,
  say: (text) => connection.send(text),
};
