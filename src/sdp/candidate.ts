import { excerpt, SdpParseError } from "./sdpParseError.ts";

/** One ICE candidate (RFC 8839 §5.1). Ports and addresses as signalled: they may be invented by an attacker. */
export interface Candidate {
  readonly foundation: string;
  readonly component: number;
  readonly protocol: string;
  readonly priority: number;
  readonly address: string;
  readonly port: number;
  readonly type: string;
  readonly relatedAddress?: string;
  readonly relatedPort?: number;
  readonly extensions: readonly CandidateExtension[];
}

/** An attribute after the fixed part, such as `ufrag abcd` or `tcptype active`, in the order of the line. */
export interface CandidateExtension {
  readonly name: string;
  readonly value: string;
}

/**
 * Reads a candidate with `a=candidate:` before it, with `candidate:` (as browsers signal it alone), or with neither
 * (as werift does).
 * @throws SdpParseError "candidate-syntax" or "candidate-range"
 */
export function parseCandidate(text: string): Candidate {
  const reader = tokensOf(text);
  const foundation = reader.matching(/^[0-9A-Za-z+/]{1,32}$/, "foundation");
  const component = reader.number(1, 256, "component");
  const protocol = reader.matching(TOKEN, "transport");
  const priority = reader.number(0, 0xffffffff, "priority");
  const address = reader.matching(ADDRESS, "address");
  const port = reader.number(0, 0xffff, "port");
  reader.matching(/^typ$/, `"typ"`);
  const type = reader.matching(TOKEN, "type");
  const relatedAddress = reader.after("raddr")?.matching(ADDRESS, "related address");
  const relatedPort = reader.after("rport")?.number(0, 0xffff, "related port");
  const extensions: CandidateExtension[] = [];
  while (!reader.done()) {
    const name = reader.matching(ANY, "extension name");
    extensions.push({ name, value: reader.matching(ANY, `value of extension ${excerpt(name)}`) });
  }
  return {
    foundation,
    component,
    protocol,
    priority,
    address,
    port,
    type,
    ...(relatedAddress !== undefined && { relatedAddress }),
    ...(relatedPort !== undefined && { relatedPort }),
    extensions,
  };
}

/** `candidate:…` as RFC 8839 §5.1 writes it, without `a=`. */
export function formatCandidate(candidate: Candidate): string {
  const { foundation, component, protocol, priority, address, port, type } = candidate;
  const { relatedAddress, relatedPort, extensions } = candidate;
  return [
    `candidate:${foundation} ${component} ${protocol} ${priority} ${address} ${port} typ ${type}`,
    ...(relatedAddress === undefined ? [] : [`raddr ${relatedAddress}`]),
    ...(relatedPort === undefined ? [] : [`rport ${relatedPort}`]),
    ...extensions.map(({ name, value }) => `${name} ${value}`),
  ].join(" ");
}

/** The same candidate at another transport address. The related address is kept: it is for diagnosis only. */
export function mapCandidate(
  candidate: Candidate,
  { address, port }: { readonly address: string; readonly port: number },
): Candidate {
  return { ...candidate, address, port };
}

interface Tokens {
  matching(pattern: RegExp, what: string): string;
  number(least: number, most: number, what: string): number;
  after(keyword: string): Tokens | undefined;
  done(): boolean;
}

function tokensOf(text: string): Tokens {
  const tokens = text.replace(/^(?:a=)?candidate:/, "").split(" ");
  let next = 0;
  const reader: Tokens = {
    matching(pattern, what) {
      const token = tokens[next];
      if (token === undefined || token.length > MAX_TOKEN_LENGTH || !pattern.test(token)) {
        throw new SdpParseError("candidate-syntax", `no ${what} at word ${next} of ${excerpt(text)}`);
      }
      next += 1;
      return token;
    },
    number(least, most, what) {
      const value = Number(reader.matching(/^\d{1,10}$/, what));
      if (value < least || value > most) {
        throw new SdpParseError("candidate-range", `${what} ${value} is not within ${least}…${most}`);
      }
      return value;
    },
    after(keyword) {
      if (tokens[next] !== keyword) return undefined;
      next += 1;
      return reader;
    },
    done: () => next >= tokens.length,
  };
  return reader;
}

const MAX_TOKEN_LENGTH = 512;
const ANY = /^[^\s\p{Cc}]+$/u;
const ADDRESS = /^[0-9A-Za-z.:%_-]+$/;
const TOKEN = /^[!#$%&'*+\-.^_`{|}~0-9A-Za-z]+$/;
