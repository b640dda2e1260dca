/** The WebRTC stacks that a peer can speak with. */
export const STACKS = ["werift", "chromium", "firefox"] as const;
export type Stack = (typeof STACKS)[number];
