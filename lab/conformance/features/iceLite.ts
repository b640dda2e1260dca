import { bothWays, connect, type Feature } from "./feature.ts";

/** A peer that only answers ICE checks, as media servers do: the other controls, whoever offered (RFC 8445 §6.1.1). */
const perform: Feature["perform"] = async (call) => {
  await connect(call);
  await bothWays(call, "chat", "lite");
};

export const iceLiteOfferer: Feature = {
  id: "ice-lite-offerer",
  title: "an offerer with ICE-lite",
  needs: { alice: ["ice-lite"] },
  settings: { iceLite: "alice" },
  deadlineMs: 30_000,
  perform,
};

export const iceLiteAnswerer: Feature = {
  id: "ice-lite-answerer",
  title: "an answerer with ICE-lite",
  needs: { bob: ["ice-lite"] },
  settings: { iceLite: "bob" },
  deadlineMs: 30_000,
  perform,
};
