import * as v from "valibot";
import { ACTORS } from "../parties.ts";
import { count } from "./fields.ts";

/** What the conductor's instruments read. A missing instrument is a fact too: what it would have shown stays unknown. */
export const instrumentFacts = [
  v.object({
    kind: v.literal("memory-searched"),
    subject: v.picklist(ACTORS),
    /** The process that was read. */
    pid: count,
    bytes: count,
    /** `secret` is an id of src/run/secrets.ts. Every secret that was searched for is listed, found or not. */
    hits: v.array(v.object({ secret: v.string(), encoding: v.string(), count })),
  }),
  v.object({
    kind: v.literal("second-opinion"),
    program: v.string(),
    version: v.string(),
    /** What it read: with no keys, with the key log beside the capture, with the secrets inside the capture file. */
    readings: v.array(
      v.object({
        keys: v.picklist(["none", "key-log", "in-file"]),
        packets: count,
        recordsDecrypted: count,
        /** The canaries that it shows in clear, by name. */
        canaries: v.array(v.string()),
      }),
    ),
  }),
  /** The kernel's own recording of the run's datagrams, in `kernel.pcapng`. `droppedByKernel` counts loopback as a whole. */
  v.object({
    kind: v.literal("kernel-captured"),
    program: v.string(),
    packets: count,
    droppedByKernel: count,
  }),
  v.object({
    kind: v.literal("instrument-missing"),
    instrument: v.picklist(["memory-search", "kernel-capture", "second-opinion"]),
    because: v.string(),
  }),
] as const;
