"""GStreamer's webrtcbin as a peer of the table: orders on standard input, events on standard output (protocol.ts)."""

import hashlib
import json
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstWebRTC", "1.0")
gi.require_version("GstSdp", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

Gst.init(None)
lock = threading.Lock()


def tell(**event):
    with lock:
        sys.stdout.write(json.dumps(event) + "\n")
        sys.stdout.flush()


def content_of(seed, index, size):
    pattern = f"{seed} {index} ".encode()
    return (pattern * (size // len(pattern) + 1))[:size]


class Call:
    def __init__(self, order):
        self.pipeline = Gst.Pipeline.new(None)
        self.peer = Gst.ElementFactory.make("webrtcbin", None)
        self.peer.set_property("bundle-policy", GstWebRTC.WebRTCBundlePolicy.MAX_BUNDLE)
        self.pipeline.add(self.peer)
        self.channels = {}
        self.made = []
        self.peer.connect("on-ice-candidate", self.on_candidate)
        self.peer.connect("on-data-channel", lambda _, channel: self.use(channel))
        self.peer.connect("notify::connection-state", self.on_state)
        # Kept: Python would give up a reference that webrtcbin needs.
        self.agent = self.peer.get_property("ice-agent")
        if order["addresses"] == "loopback":
            self.agent.emit("add-local-ip-address", "127.0.0.1")
        self.pipeline.set_state(Gst.State.PLAYING)
        self.pipeline.get_state(5 * Gst.SECOND)

    def on_candidate(self, _, index, candidate):
        tell(event="signal", signal={"type": "candidate", "candidate": candidate, "sdpMLineIndex": index})

    def on_state(self, peer, _):
        tell(event="state", state=peer.get_property("connection-state").value_nick)

    def use(self, channel):
        label = channel.get_property("label")
        self.channels[label] = channel

        def message(kind, data):
            tell(event="message", label=label, type=kind, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())

        channel.connect("on-message-string", lambda _, text: message("text", (text or "").encode()))
        channel.connect("on-message-data", lambda _, data: message("binary", data.get_data() if data else b""))
        channel.connect("on-close", lambda _: tell(event="channel-closed", label=label))
        opened = threading.Event()

        def open_once(*_):
            if not opened.is_set() and channel.get_property("ready-state") == GstWebRTC.WebRTCDataChannelState.OPEN:
                opened.set()
                tell(event="channel-open", label=label)

        channel.connect("on-open", open_once)
        channel.connect("notify::ready-state", open_once)
        open_once()

    def channel(self, order):
        options = Gst.Structure.new_empty("options")
        options.set_value("ordered", order["ordered"])
        if order["maxRetransmits"] is not None:
            options.set_value("max-retransmits", order["maxRetransmits"])
        if order["negotiated"] is not None:
            options.set_value("negotiated", True)
            options.set_value("id", order["negotiated"])
        channel = self.peer.emit("create-data-channel", order["label"], options)
        if channel is None:
            raise RuntimeError("webrtcbin made no channel")
        self.use(channel)

    def promised(self, name, *words):
        promise = Gst.Promise.new()
        self.peer.emit(name, *words, promise)
        if promise.wait() != Gst.PromiseResult.REPLIED:
            raise RuntimeError(f"{name} was not done")
        reply = promise.get_reply()
        if reply is not None and reply.has_field("error"):
            raise RuntimeError(str(reply.get_value("error")))
        return reply

    def describe(self, kind):
        reply = self.promised(f"create-{kind}", None)
        description = reply.get_value(kind)
        self.promised("set-local-description", description)
        tell(event="signal", signal={"type": kind, "sdp": description.sdp.as_text()})

    def offer(self, order):
        self.describe("offer")

    def signal(self, order):
        signal = order["signal"]
        if signal["type"] == "candidate":
            self.peer.emit("add-ice-candidate", signal.get("sdpMLineIndex") or 0, signal["candidate"])
            return
        _, message = GstSdp.SDPMessage.new_from_text(signal["sdp"])
        kind = GstWebRTC.WebRTCSDPType.OFFER if signal["type"] == "offer" else GstWebRTC.WebRTCSDPType.ANSWER
        description = GstWebRTC.WebRTCSessionDescription.new(kind, message)
        self.promised("set-remote-description", description)
        if signal["type"] == "offer":
            self.describe("answer")

    def send(self, order):
        channel = self.channels[order["label"]]
        for index in range(order["count"]):
            while channel.get_property("buffered-amount") > 1 << 20:
                time.sleep(0.002)
            content = content_of(order["seed"], index, order["bytes"])
            if order["type"] == "text":
                channel.emit("send-string", content.decode())
            else:
                channel.emit("send-data", GLib.Bytes.new(content))

    def close(self, order=None):
        self.pipeline.set_state(Gst.State.NULL)


def performed(call, order):
    try:
        getattr(call, order["order"])(order)
        tell(event="done", id=order["id"])
    except Exception as error:
        tell(event="failed", id=order["id"], why=f"{type(error).__name__}: {error}")


def obey():
    call = None
    for line in sys.stdin:
        order = json.loads(line)
        if order["order"] == "open":
            if call:
                call.close()
            call = Call(order)
            tell(event="done", id=order["id"])
        elif order["order"] == "send":
            # Sending waits for room: it must not hold signals up.
            threading.Thread(target=performed, args=(call, order), daemon=True).start()
        else:
            performed(call, order)
    if call:
        call.close()
    loop.quit()


version = ".".join(str(part) for part in Gst.version()[:3])
tell(event="ready", version=version, cannot=["ice-restart", "ice-lite", "media"])
loop = GLib.MainLoop()
threading.Thread(target=obey, daemon=True).start()
loop.run()
