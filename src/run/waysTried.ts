import type { RunAssociation } from "./associations.ts";

/** As what each value was tried on the run's connections, by the version of DTLS that they speak. */
export function waysTried(associations: readonly Pick<RunAssociation, "dtls">[]): string {
  const speaks = (dtls: RunAssociation["dtls"]) => associations.some((recorded) => recorded.dtls === dtls);
  const old = "each as premaster secret by RFC 5246 and RFC 7627, and as master secret if it has 48 bytes";
  const current =
    "each as shared secret of the key exchange by RFC 8446, and as traffic secret if it has the length of one";
  if (!speaks("1.3")) return old;
  return speaks("1.2") ? `${old}; on DTLS 1.3 ${current}` : current;
}
