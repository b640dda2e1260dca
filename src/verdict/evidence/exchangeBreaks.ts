import { linesOf, packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { decryptAssociation, tryCandidates } from "../../dtls/crypto/decrypt.ts";
import { publicValue, sharedSecret, X25519 } from "../../dtls/crypto/sharedSecret.ts";
import { groupName } from "../../dtls/wire/registry.ts";
import { splitHybridShare } from "../../dtls13/crypto/hybridSecret.ts";
import { openWithSharedSecret } from "../../dtls13/handshake/open.ts";
import { X25519MLKEM768 } from "../../dtls13/registry.ts";
import {
  contentOf,
  contentOf13,
  dataRecords,
  protectedRecords,
  type RunAssociation,
} from "../../run/associations.ts";
import type { Run } from "../../run/run.ts";
import type { Place } from "../../run/search.ts";

type ExchangeBreak = Evidence["exchangeBreaks"][number];
type Finding = Omit<ExchangeBreak, "ends" | "call" | "group" | "hybrid" | "records">;

/**
 * What becomes of each recorded association once the elliptic curve of its key exchange is broken. Simulated: the judge was
 * given one end's private value. It goes on as somebody with the recording alone would: the value must be that of a public
 * value in the hellos or key exchange messages, and is combined with the other end's (RFC 8422 §5.10, RFC 8446 §7.4.2).
 * "stays-closed" needs that the true secrets open the same records. It does not show that a quantum computer can exist, nor
 * anything of ML-KEM, which is not broken here.
 */
export function exchangeBreaks(run: Run): ExchangeBreak[] {
  return run.associations.flatMap((recorded): ExchangeBreak[] => {
    const exchange = exchangeOf(recorded);
    if (!exchange) return [];
    const { ends, call } = recorded;
    return [
      {
        ends: [ends[0], ends[1]],
        call,
        group: groupName(exchange.group),
        hybrid: exchange.group === X25519MLKEM768,
        records: dataRecords(recorded),
        ...breakOf(run, recorded, exchange),
      },
    ];
  });
}

/** The public values of both ends, as the recording has them in clear. */
interface Exchange {
  /** IANA codes: of the group, and of the elliptic curve in it. */
  readonly group: number;
  readonly curve: number;
  readonly values: readonly [Uint8Array, Uint8Array];
  readonly packets: readonly number[];
}

/** Undefined: the values of both ends were not captured. */
function exchangeOf(recorded: RunAssociation): Exchange | undefined {
  if (recorded.dtls === "1.2") {
    const { serverKeyExchange, clientKeyExchange } = recorded.association;
    if (!serverKeyExchange || !clientKeyExchange) return undefined;
    const { group, publicKey } = serverKeyExchange.value;
    const packets = [...serverKeyExchange.packets, ...clientKeyExchange.packets];
    return { group, curve: group, values: [publicKey, clientKeyExchange.value.publicKey], packets };
  }
  const { clientHello, serverHello } = recorded.association;
  const chosen = serverHello?.value.extensions.keyShares?.[0];
  const offered = clientHello?.value.extensions.keyShares?.find(({ group }) => group === chosen?.group);
  if (!clientHello || !serverHello || !chosen || !offered) return undefined;
  const { group } = chosen;
  const packets = [...clientHello.message.packets, ...serverHello.message.packets];
  if (group !== X25519MLKEM768)
    return { group, curve: group, values: [chosen.keyExchange, offered.keyExchange], packets };
  const server = splitHybridShare("server", chosen.keyExchange);
  const client = splitHybridShare("client", offered.keyExchange);
  return server && client && { group, curve: X25519, values: [server.x25519, client.x25519], packets };
}

function breakOf(run: Run, recorded: RunAssociation, exchange: Exchange): Finding {
  const random = Buffer.from(recorded.association.clientHello?.value.random ?? []).toString("hex");
  const broken = run.facts["key-exchange-broken"].find(
    ({ clientRandom, group }) => clientRandom === random && group === exchange.curve,
  );
  const basis = [...linesOf(broken), ...packetBasis([...new Set(exchange.packets)])];
  const nothing = { recordsOpened: 0, canaries: [], basis };
  if (!broken)
    return {
      ...nothing,
      value: "not-tested",
      because: "no end of the connection told its private value in the key exchange",
    };
  const secret = secretOf(Buffer.from(broken.privateKey, "hex"), exchange);
  if (!secret)
    return {
      ...nothing,
      value: "not-tested",
      because: "the private value that was told is of neither public value in the recording",
    };
  const { packets, content } = openWith(recorded, secret);
  if (packets.length > 0) {
    const canaries = run.canaries.filter(({ value }) =>
      content.some(({ bytes }) => Buffer.from(bytes).includes(value)),
    );
    return {
      value: "opens",
      because: "one end's private value and the recording were enough",
      recordsOpened: packets.length,
      canaries: canaries.map(({ name }) => name),
      basis: [...basis, ...packetBasis(packets.slice(0, MAX_PACKETS))],
    };
  }
  return protectedRecords(recorded).opened > 0
    ? { ...nothing, value: "stays-closed", because: "no record opened; with the true secrets they do" }
    : {
        ...nothing,
        value: "not-tested",
        because: "no record opened, but none was seen to open with the true secrets either",
      };
}

const MAX_PACKETS = 5;

/** Undefined: the private value belongs to neither public one. */
function secretOf(privateKey: Uint8Array, { curve, values }: Exchange): Uint8Array | undefined {
  try {
    const own = Buffer.from(publicValue({ group: curve, privateKey }) ?? []);
    const index = values.findIndex((value) => own.equals(value));
    const other = values[1 - index];
    return index === -1 || !other ? undefined : sharedSecret({ group: curve, privateKey, publicKey: other });
  } catch {
    return undefined; // the other value is no point of the curve: anybody may have sent it
  }
}

/** The packets of the records of application data that open, and what stands in them. */
function openWith(
  recorded: RunAssociation,
  secret: Uint8Array,
): { readonly packets: readonly number[]; readonly content: readonly Place[] } {
  if (recorded.dtls === "1.3") {
    const { association } = openWithSharedSecret(recorded.datagrams, secret);
    return {
      packets: association.applicationData.map(({ packet }) => packet),
      content: contentOf13(association),
    };
  }
  const { successes } = tryCandidates(recorded.association, [secret]);
  const [success] = successes;
  const decryption = success && decryptAssociation(recorded.association, success.master);
  return {
    packets: successes.map(({ packet }) => packet),
    content: decryption?.kind === "tried" ? contentOf(decryption.records) : [],
  };
}
