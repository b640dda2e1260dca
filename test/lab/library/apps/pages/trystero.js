import { joinRoom } from "trystero";

const heard = [];
const trouble = [];
let chat;
let joined = false;
let open = false;

window.app = {
  heard,
  trouble,
  join({ url, room, password }) {
    const config = { appId: "lab", relayConfig: { urls: [url] }, rtcConfig: { iceServers: [] } };
    const joinedRoom = joinRoom({ ...config, ...(password && { password }) }, room, {
      onJoinError: ({ error }) => trouble.push(error),
    });
    chat = joinedRoom.makeAction("chat");
    chat.onMessage = (text) => heard.push(text);
    joinedRoom.onPeerJoin = () => {
      open = true;
    };
    joinedRoom.onPeerLeave = () => trouble.push("a peer is gone");
    joined = true;
  },
  isHere: () => joined,
  isOpen: () => open,
  say: (text) => chat.send(text),
};
