import type { CallContext } from "../../../src/defences/defence.ts";
import { defenceById } from "../../../src/defences/index.ts";
import { certificateFingerprint, type Fingerprint } from "../../../src/sdp/fingerprint.ts";
import type { PeerName } from "../../../src/trace/parties.ts";
import { report } from "../actor.ts";
import { fromCredentials, type LocalCertificate } from "../localCertificate.ts";
import type { PeerOrder } from "../protocol.ts";
import { SIGNALLING_NAME } from "../signallingName.ts";
import type { BrowserStack } from "./browser/browserStack.ts";
import type { Endpoint, EndpointListener } from "./endpoint.ts";
import { Session } from "./session.ts";
import { SignallingConnection } from "./signallingConnection.ts";
import { WeriftEndpoint } from "./weriftEndpoint.ts";

type JoinOrder = Omit<Extract<PeerOrder, { order: "join" }>, "counterpartIdentityKeys">;

interface JoiningPeer extends Pick<CallContext, "identityKeys" | "agreementKeys" | "remembered"> {
  readonly name: PeerName;
  /** Left out: the server hands one over, and the peer uses that. */
  readonly localCertificate: LocalCertificate | undefined;
  /** Undefined: it speaks with werift. */
  readonly browser: BrowserStack | undefined;
}

/** A peer's place in a call, and the certificate that it uses in it. */
export interface JoinedCall {
  readonly session: Session;
  /** Undefined: a browser keeps it. */
  readonly localCertificate: LocalCertificate | undefined;
  /** SHA-256 of the peer's own certificate. */
  readonly ownFingerprint: Fingerprint;
}

/** Joins the room and opens an endpoint. Resolves when the peer can dial or be called. */
export async function joinCall(order: JoinOrder, peer: JoiningPeer): Promise<JoinedCall> {
  const { room, seat, call, channels, publicPort, doorAddress, clientCode } = order;
  const { name, identityKeys, agreementKeys, remembered } = peer;
  const signalling = await SignallingConnection.open(order);
  await signalling.join({ room, seat, name });
  if (order.trusted !== undefined) report({ kind: "signalling-over-tls", call, server: SIGNALLING_NAME });
  const stack = peer.browser ? await browserStack(peer.browser) : await weriftStack(order, peer, signalling);
  const session = new Session(
    {
      me: name,
      session: room,
      identityKeys,
      agreementKeys,
      remembered,
      defences: order.defences.map(defenceById),
      channels,
      publicPort,
      doorAddress,
      clientCode,
    },
    {
      signalling,
      openEndpoint: stack.openEndpoint,
      report,
    },
  );
  return { session, localCertificate: stack.localCertificate, ownFingerprint: stack.ownFingerprint };
}

/** What a call needs of the stack that the peer speaks with. */
interface StackInCall extends Omit<JoinedCall, "session"> {
  readonly openEndpoint: (listener: EndpointListener) => Endpoint;
}

async function browserStack(browser: BrowserStack): Promise<StackInCall> {
  return {
    openEndpoint: await browser.openEndpoint(),
    localCertificate: undefined,
    ownFingerprint: browser.fingerprint,
  };
}

async function weriftStack(
  { dangerSkipGuards, heardFrom, doorAddress }: JoinOrder,
  peer: JoiningPeer,
  signalling: SignallingConnection,
): Promise<StackInCall> {
  const localCertificate = peer.localCertificate ?? (await receiveCredentials(signalling, peer.name));
  return {
    openEndpoint: (listener) =>
      new WeriftEndpoint(
        { localCertificate, dangerSkipGuards, heardFrom: heardFrom && new Set(heardFrom), doorAddress },
        listener,
      ),
    localCertificate,
    ownFingerprint: certificateFingerprint(localCertificate.der, "sha-256"),
  };
}

/** The peer holds the key as well from now on, and says so: the memory search must find it here too. */
async function receiveCredentials(
  signalling: SignallingConnection,
  owner: PeerName,
): Promise<LocalCertificate> {
  const credentials = await signalling.expect("credentials");
  const { certificate, privateKey } = credentials;
  report({ kind: "key-received", owner, from: "server", certificate });
  report({ kind: "private-key", owner, pkcs8: privateKey });
  return fromCredentials(credentials);
}
