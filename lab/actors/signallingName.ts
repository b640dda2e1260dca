/** The name that the signalling server's TLS certificate bears, and that the peers insist on. */
export const SIGNALLING_NAME = "signalling.test";
