/** The name in the signalling server's TLS certificate, which the peers require. */
export const SIGNALLING_NAME = "signalling.test";
