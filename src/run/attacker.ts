/** Who is in the middle of a call: the signalling server itself, or somebody on the path between the peers. */
export type Attacker = "server" | "path";
