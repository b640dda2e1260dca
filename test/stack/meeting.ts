import "../../lab/actors/loopback.ts";
import { X509Certificate } from "node:crypto";
import {
  CipherContext,
  type DtlsSocket,
  HashAlgorithm,
  NamedCurveAlgorithm,
  RTCCertificate,
  type RTCDataChannel,
  type RTCDtlsTransport,
  RTCPeerConnection,
  SignatureAlgorithm,
} from "werift";
import { forbidStun } from "../../lab/actors/guards/ice.ts";

/** One end of a call between two plain werift peers in this process, on loopback. */
export interface End {
  readonly connection: RTCPeerConnection;
  readonly transport: RTCDtlsTransport;
  readonly channel: Promise<RTCDataChannel>;
}

/** The caller becomes the DTLS server, the callee the client: it chooses to be active (RFC 5763 §5). */
export type EndRole = "caller" | "callee";
export type Meeting = Readonly<Record<EndRole, End>>;

export interface Settings {
  readonly caller?: RTCCertificate;
  readonly callee?: RTCCertificate;
  /** What a signalling server may do to a description on its way. */
  readonly onOffer?: (sdp: string) => string;
  readonly onAnswer?: (sdp: string) => string;
  /** Called with each end before its ICE agent gathers. */
  readonly prepare?: (end: End, role: EndRole) => void;
}

const open: RTCPeerConnection[] = [];

/** Introduces two peers to each other. Resolves as soon as both know the other's description. */
export async function meet({ onOffer = same, onAnswer = same, prepare, ...own }: Settings): Promise<Meeting> {
  const [callers, callees] = [newConnection(own.caller), newConnection(own.callee)];
  const callerChannel = opened(callers.createDataChannel("chat"));
  const calleeChannel = new Promise<RTCDataChannel>((resolve) => {
    callees.onDataChannel.once((channel) => resolve(opened(channel)));
  });
  const offer = await callers.createOffer();
  const caller = end(callers, callerChannel);
  prepare?.(caller, "caller");
  await callers.setLocalDescription(offer);
  await callees.setRemoteDescription({ type: "offer", sdp: onOffer(localSdp(callers)) });
  const callee = end(callees, calleeChannel);
  prepare?.(callee, "callee");
  await callees.setLocalDescription(await callees.createAnswer());
  await callers.setRemoteDescription({ type: "answer", sdp: onAnswer(localSdp(callees)) });
  return { caller, callee };
}

/** Resolves with the state that DTLS came to: "connected" or "failed". */
export function outcome({ transport }: End): Promise<string> {
  const decided = (state: string) => state === "connected" || state === "failed";
  if (decided(transport.state)) return Promise.resolve(transport.state);
  return new Promise((resolve) => {
    transport.onStateChange.subscribe((state) => decided(state) && resolve(state));
  });
}

/** Resolves when the whole connection has come to a state. */
export async function reaches(state: string, { connection }: End): Promise<void> {
  while (connection.connectionState !== state) {
    await new Promise((resolve) => connection.connectionStateChange.once(resolve));
  }
}

/** The DTLS object of a transport that has started. */
export function dtlsOf({ transport }: End): DtlsSocket {
  if (!transport.dtls) throw new Error("DTLS has not started");
  return transport.dtls;
}

/** Sends numbered messages to and fro, each in answer to the one before, so that every one is a record of its own. */
export async function talk({ caller, callee }: Meeting, rounds: number): Promise<void> {
  const [from, to] = await Promise.all([caller.channel, callee.channel]);
  for (let round = 1; round <= rounds; round += 1) {
    await said(from, to, `question ${round}`);
    await said(to, from, `answer ${round}`);
  }
}

/** Ends every connection that this process has open. */
export async function closeAll(): Promise<void> {
  await Promise.all(open.splice(0).map(close));
}

async function close(connection: RTCPeerConnection): Promise<void> {
  for (const { dtls } of connection.dtlsTransports) {
    // werift repeats the last flight of an open handshake for half a minute, even when it is closed.
    if (dtls) dtls.dtls.flight = Number.POSITIVE_INFINITY;
  }
  await connection.close();
}

/** A key pair and self-signed certificate of its own, as the lab's peers have it. */
export async function newCertificate(): Promise<RTCCertificate> {
  const { certPem, keyPem, signatureHash } = await CipherContext.createSelfSignedCertificateWithKey(
    { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 },
    NamedCurveAlgorithm.secp256r1_23,
  );
  return new RTCCertificate(keyPem, certPem, signatureHash);
}

export const derOf = ({ certPem }: RTCCertificate): Uint8Array => new X509Certificate(certPem).raw;

/** A peer without STUN servers. `forbidStun` is the caller's business. */
export function newConnection(certificate?: RTCCertificate): RTCPeerConnection {
  const connection = new RTCPeerConnection({
    iceServers: [],
    iceUseIpv6: false,
    iceInterfaceAddresses: { udp4: "127.0.0.1" },
    ...(certificate && { certificates: [certificate] }),
  });
  open.push(connection);
  return connection;
}

function end(connection: RTCPeerConnection, channel: Promise<RTCDataChannel>): End {
  const [transport] = connection.dtlsTransports;
  if (!transport) throw new Error("the connection has no transport");
  forbidStun(transport.iceTransport.connection);
  return { connection, transport, channel };
}

function opened(channel: RTCDataChannel): Promise<RTCDataChannel> {
  if (channel.readyState === "open") return Promise.resolve(channel);
  return new Promise((resolve) => {
    channel.stateChanged.subscribe((state) => state === "open" && resolve(channel));
  });
}

async function said(from: RTCDataChannel, to: RTCDataChannel, text: string): Promise<void> {
  const heard = new Promise((resolve) => to.onMessage.once(resolve));
  from.send(text);
  await heard;
}

function localSdp({ localDescription }: RTCPeerConnection): string {
  if (!localDescription) throw new Error("there is no local description");
  return localDescription.sdp;
}

const same = (sdp: string): string => sdp;
