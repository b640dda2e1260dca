import lab from "../../package.json" with { type: "json" };

/** What a reader needs to repeat the run: the versions that took part. Nothing that names a person or a path. */
export function environment(): { lab: string; node: string; werift: string; platform: string } {
  return {
    lab: lab.version,
    node: process.versions.node,
    werift: lab.dependencies.werift,
    platform: `${process.platform} ${process.arch}`,
  };
}
