import { generateKeyPair } from "node:crypto";
import { createServer, type Server } from "node:https";
import { promisify } from "node:util";
import { selfSignedCertificate } from "../../tls/selfSignedCertificate.ts";
import { SIGNALLING_NAME } from "../signallingName.ts";

/** An HTTPS server with a key and a self-signed certificate made for this run. The peers are given the certificate. */
export async function tlsServer(): Promise<{ server: Server; certificate: string }> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const certificate = selfSignedCertificate(privateKey, SIGNALLING_NAME);
  const key = privateKey.export({ type: "pkcs8", format: "pem" });
  return { server: createServer({ key, cert: certificate }), certificate };
}
