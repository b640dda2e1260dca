import type { Fault } from "../wire/fault.ts";
import type { ServerHello } from "../wire/hello.ts";
import type { ProtocolVersion } from "../wire/record.ts";
import { type CipherSuite, cipherSuite } from "../wire/registry.ts";
import type { Seen } from "./handshakeView.ts";

/** The version that ServerHello selects. "unknown": no ServerHello, or a version that is not read here. */
export type DtlsVersion = "DTLS 1.2" | "unknown";

/** Other versions differ in key schedule and record protection: nothing of them must be read as DTLS 1.2. */
export function versionOf(hello: Seen<ServerHello> | undefined): {
  readonly version: DtlsVersion;
  readonly faults: readonly Fault[];
} {
  if (hello === undefined) return { version: "unknown", faults: [] };
  const { major, minor } = selectedVersion(hello.value);
  if (major === 254 && minor === 253) return { version: "DTLS 1.2", faults: [] };
  const message = `ServerHello selects version ${major}.${minor}; only DTLS 1.2 (254.253) is read here`;
  return {
    version: "unknown",
    faults: [{ code: "unsupported-version", message, packets: hello.packets }],
  };
}

/** The suite, if the version is DTLS 1.2 and this project can open the suite's records. */
export function suiteOf({
  version,
  serverHello,
}: {
  readonly version: DtlsVersion;
  readonly serverHello: Seen<ServerHello> | undefined;
}): CipherSuite | undefined {
  if (version !== "DTLS 1.2" || serverHello === undefined) return undefined;
  return cipherSuite(serverHello.value.cipherSuite);
}

/**
 * That of supported_versions if ServerHello has it (RFC 8446 §4.2.1), since DTLS 1.3 claims 1.2 in the field itself
 * (RFC 9147 §5.4).
 */
function selectedVersion({ version, extensions }: ServerHello): ProtocolVersion {
  const selected = extensions.raw.find(({ type }) => type === SUPPORTED_VERSIONS)?.data;
  if (selected === undefined) return version;
  const [major = 0, minor = 0] = selected;
  return { major, minor };
}

const SUPPORTED_VERSIONS = 43;
