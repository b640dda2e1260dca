import type { CallContext } from "../../../src/defences/defence.ts";
import { defenceById } from "../../../src/defences/index.ts";
import type { PeerName } from "../../../src/trace/parties.ts";
import { report } from "../actor.ts";
import { fromCredentials, type LocalCertificate } from "../localCertificate.ts";
import type { PeerOrder } from "../protocol.ts";
import { SIGNALLING_NAME } from "../signallingName.ts";
import { Session } from "./session.ts";
import { SignallingConnection } from "./signallingConnection.ts";
import { WeriftEndpoint } from "./weriftEndpoint.ts";

type JoinOrder = Omit<Extract<PeerOrder, { order: "join" }>, "counterpartIdentityKeys">;

interface JoiningPeer extends Pick<CallContext, "identityKeys" | "agreementKeys" | "remembered"> {
  readonly name: PeerName;
  /** Left out: the server hands one over, and the peer uses that. */
  readonly localCertificate: LocalCertificate | undefined;
}

/** A peer's place in a call, and the certificate that it uses in it. */
export interface JoinedCall {
  readonly session: Session;
  readonly localCertificate: LocalCertificate;
}

/** Joins the room and opens an endpoint. Resolves when the peer can dial or be called. */
export async function joinCall(order: JoinOrder, peer: JoiningPeer): Promise<JoinedCall> {
  const { room, seat, call, channels, publicPort, heardFrom, dangerSkipGuards, clientCode } = order;
  const { name, identityKeys, agreementKeys, remembered } = peer;
  const signalling = await SignallingConnection.open(order);
  await signalling.join({ room, seat, name });
  if (order.trusted !== undefined) report({ kind: "signalling-over-tls", call, server: SIGNALLING_NAME });
  const localCertificate = peer.localCertificate ?? (await receiveCredentials(signalling, name));
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
      clientCode,
    },
    {
      signalling,
      openEndpoint: (listener) =>
        new WeriftEndpoint(
          { localCertificate, dangerSkipGuards, heardFrom: heardFrom && new Set(heardFrom) },
          listener,
        ),
      report,
    },
  );
  return { session, localCertificate };
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
