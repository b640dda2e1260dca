"""aiortc as a peer of the table: orders on standard input, events on standard output, one JSON object a line (protocol.ts)."""

import asyncio
import hashlib
import json
import sys

import aioice.ice
import aiortc
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack
from aiortc.sdp import candidate_from_sdp

BATCH = 1 << 20


def tell(**event):
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def content_of(seed, index, size):
    pattern = f"{seed} {index} ".encode()
    return (pattern * (size // len(pattern) + 1))[:size]


class Call:
    def __init__(self, order):
        if order["addresses"] == "loopback":
            # It leaves 127.0.0.1 out and has no option for it.
            aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]
        self.peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.channels = {}
        self.sink = None
        self.peer.on("datachannel", self.use)
        self.peer.on("connectionstatechange", lambda: tell(event="state", state=self.peer.connectionState))
        if order["media"]:
            self.peer.addTrack(AudioStreamTrack())
            self.peer.on("track", lambda track: asyncio.ensure_future(self.hear(track)))

    def use(self, channel):
        label = channel.label
        self.channels[label] = channel

        def message(content):
            text = isinstance(content, str)
            data = content.encode() if text else content
            tell(event="message", label=label, type="text" if text else "binary", bytes=len(data),
                 sha256=hashlib.sha256(data).hexdigest())

        channel.on("message", message)
        channel.on("close", lambda: tell(event="channel-closed", label=label))
        if channel.readyState == "open":
            tell(event="channel-open", label=label)
        else:
            channel.on("open", lambda: tell(event="channel-open", label=label))

    async def hear(self, track):
        await track.recv()
        tell(event="media")

    async def describe(self, description):
        await self.peer.setLocalDescription(description)
        local = self.peer.localDescription  # with its candidates: it does not trickle
        tell(event="signal", signal={"type": local.type, "sdp": local.sdp})

    async def channel(self, order):
        self.use(self.peer.createDataChannel(
            order["label"], ordered=order["ordered"], maxRetransmits=order["maxRetransmits"],
            negotiated=order["negotiated"] is not None, id=order["negotiated"]))

    async def offer(self, order):
        await self.describe(await self.peer.createOffer())

    async def signal(self, order):
        signal = order["signal"]
        if signal["type"] == "candidate":
            candidate = candidate_from_sdp(signal["candidate"].split(":", 1)[1])
            candidate.sdpMid = signal.get("sdpMid")
            candidate.sdpMLineIndex = signal.get("sdpMLineIndex")
            await self.peer.addIceCandidate(candidate)
            return
        await self.peer.setRemoteDescription(RTCSessionDescription(sdp=signal["sdp"], type=signal["type"]))
        if signal["type"] == "offer":
            await self.describe(await self.peer.createAnswer())

    async def send(self, order):
        channel = self.channels[order["label"]]
        for index in range(order["count"]):
            while channel.bufferedAmount > BATCH:
                await asyncio.sleep(0.002)
            content = content_of(order["seed"], index, order["bytes"])
            channel.send(content.decode() if order["type"] == "text" else content)

    async def close(self, order=None):
        await self.peer.close()


async def main():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 20)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    tell(event="ready", version=aiortc.__version__, cannot=["ice-restart", "ice-lite"])
    state = {"call": None}
    turn = asyncio.Lock()

    async def perform(order):
        if order["order"] == "open":
            if state["call"]:
                await state["call"].close()
            state["call"] = Call(order)
        elif state["call"]:
            await getattr(state["call"], order["order"])(order)

    async def performed(order):
        try:
            await perform(order)
            tell(event="done", id=order["id"])
        except Exception as error:
            tell(event="failed", id=order["id"], why=f"{type(error).__name__}: {error}")

    async def in_turn(order):
        async with turn:  # it is fair: the orders keep their order
            await performed(order)

    tasks = set()
    while line := await reader.readline():
        order = json.loads(line)
        # Sending waits for room, which comes with acknowledgements: it must not hold signals up.
        task = asyncio.ensure_future(performed(order) if order["order"] == "send" else in_turn(order))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    if state["call"]:
        await state["call"].close()


asyncio.run(main())
