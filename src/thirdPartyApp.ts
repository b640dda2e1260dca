/** Applications that others wrote and that the lab can put in the peers' place. */
export const APP_NAMES = ["y-webrtc"] as const;
export type AppName = (typeof APP_NAMES)[number];

/**
 * Both peers are pages of an application that others wrote, unchanged, each in a browser of its own, and the server is the
 * application's own behind a proxy of the operator's. The application makes the call: a call of it has one channel, which
 * the scenario names as it likes, and the caller is whoever comes first.
 */
export interface ThirdPartyApp {
  readonly name: AppName;
  /** The application encrypts its signalling with a password of the two people, which the server does not hear. */
  readonly password?: true;
}
