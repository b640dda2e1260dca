import type { SignallingAttack } from "../../src/attacks/attack.ts";
import type { SignallingAttackId } from "../../src/attacks/index.ts";
import type { Unseal } from "../../src/sdp/embeddedSignals.ts";
import { PEERS, type PeerName } from "../../src/trace/parties.ts";
import type { UnreadPassage } from "../actors/attacker/bridge.ts";
import { ForwardingProxy } from "../actors/server/forwardingProxy.ts";
import { type PassedSignals, type SignallingPeer, SignalRewriter } from "../actors/server/signalRewriter.ts";
import type { LegsOn } from "./legsOn.ts";
import { type OpenInterceptor, openInterceptor } from "./openInterceptor.ts";
import type { ReadMessage } from "./readMessage.ts";

export interface RewritingProxySettings {
  /** The app's own signalling server: "ws://127.0.0.1:9000". The path is the app's. */
  readonly target: string;
  /** Left out: nobody attacks, and every frame goes on as it came. */
  readonly attack?: SignallingAttack | SignallingAttackId;
  readonly legsOn?: LegsOn;
  /** Origins of web pages that may connect, as browsers write them: "http://localhost:8080". Left out: none. */
  readonly allowedOrigins?: readonly string[];
  /** For an app that encrypts its signalling: what whoever knows its key can do. Left out: the proxy knows no key. */
  readonly unseal?: Unseal;
}

/** A malicious operator's stand-in for an app's signalling server. */
export interface RewritingProxy {
  /** Where the app connects in place of its own server. */
  readonly url: string;
  /** What the proxy found in the frames. Where an attack reads nothing and `descriptions` is 0, it had nothing to rewrite. */
  readonly passed: PassedSignals;
  /** All that the attack read of the peers' data channels. The first peer to signal is called Alice. */
  readonly messagesRead: readonly ReadMessage[];
  /** What came to the attack and was not read, and why. */
  readonly unread: readonly UnreadPassage[];
  /** Cuts every connection and closes every socket. */
  close(): Promise<void>;
}

/**
 * Opens a proxy in front of an app's signalling server, on 127.0.0.1, for one call of an app that nobody changes: it is only
 * told another address. Every WebSocket connection and HTTP request goes on to the target. In text frames from the app the
 * proxy puts the attack's in place of each description ("v=0…") and candidate ("candidate:…"), wherever in the JSON they
 * stand; `replaceSignals` says what it does not find. The first two connections that send one are the call's peers; what a third
 * sends goes on as it came. It admits what `startSignallingServer` admits.
 * @throws RangeError when the target is no WebSocket URL of this machine's loopback, or there is no attack at the signalling of that id.
 */
export async function openRewritingProxy({
  target,
  attack,
  legsOn,
  allowedOrigins = [],
  unseal,
}: RewritingProxySettings): Promise<RewritingProxy> {
  const proxy = new ForwardingProxy<SignallingPeer>(target, allowedOrigins);
  const interceptor =
    attack === undefined ? undefined : await openInterceptor({ attack, ...(legsOn && { legsOn }) });
  const rewriter = new SignalRewriter({ pass: interceptor?.pass ?? passUnchanged, unseal });
  const newPeer = namesInOrder();
  try {
    return {
      url: await proxy.listen({
        admit: newPeer,
        fromApp: (peer, text) => rewriter.rewrite(peer, text),
      }),
      passed: rewriter.passed,
      messagesRead: interceptor?.messagesRead ?? [],
      get unread() {
        return interceptor?.unread ?? [];
      },
      close: async () => void (await Promise.all([proxy.close(), interceptor?.close()])),
    };
  } catch (error) {
    await interceptor?.close();
    throw error;
  }
}

/** Each connection has a name from its first signal on, as long as there are names. */
function namesInOrder(): () => SignallingPeer {
  const free = [...PEERS];
  return () => {
    let name: PeerName | undefined;
    return () => {
      name ??= free.shift();
      return name;
    };
  };
}

const passUnchanged: OpenInterceptor["pass"] = (_from, signal) => signal;
