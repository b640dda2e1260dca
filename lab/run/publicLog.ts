import { createHash, generateKeyPairSync } from "node:crypto";
import { attack } from "../../src/attacks/index.ts";
import type { Call } from "../../src/call.ts";
import { type LogEntry, type LogView, viewOf } from "../../src/identityLog/identityLog.ts";
import { eventsOf } from "../../src/trace/events.ts";
import { type ActorName, counterpartOf, type EndName, isPeer, peerOf } from "../../src/trace/parties.ts";
import type { EventLog } from "./eventLog.ts";

/**
 * A public log of certificates under names, kept by somebody who is not in the run. It takes what anybody enters, once,
 * and takes nothing back.
 */
export class PublicLog {
  readonly #keys = generateKeyPairSync("ed25519");
  readonly #entries: LogEntry[] = [];
  readonly #log: EventLog;
  #seen = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** What both peers are shown before a call. Each has entered its certificate by then, and so has an attacker that does. */
  openFor({ attack: id }: Pick<Call, "attack">): LogView {
    const attacker = id === undefined ? undefined : attack(id);
    const entersLog = attacker !== undefined && "entersLog" in attacker && attacker.entersLog === true;
    for (const { owner, certificate } of eventsOf(this.#log.trace(), "key-made"))
      if (isPeer(owner) || entersLog) this.#enter(owner, certificate);
    const view = viewOf(this.#entries, this.#keys, this.#seen);
    this.#seen = this.#entries.length;
    this.#log.note({ kind: "log-head", size: view.head.size, root: view.head.root });
    return view;
  }

  /** A leg poses as the peer that it does not face. */
  #enter(owner: EndName, der: string): void {
    const name = isPeer(owner) ? owner : counterpartOf(peerOf(owner));
    const certificate = createHash("sha256").update(Buffer.from(der, "base64")).digest("hex");
    if (this.#entries.some((entry) => entry.name === name && entry.certificate === certificate)) return;
    const by: ActorName = isPeer(owner) ? owner : "server";
    this.#entries.push({ name, certificate });
    this.#log.note({ kind: "log-entry", name, certificate, by });
  }
}
