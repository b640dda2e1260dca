/** The circles among imports (path → what it imports): each once, from its first file on, in the order of its imports. */
export function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles = new Map<string, string[]>();
  const finished = new Set<string>();
  const walk = (path: string, way: readonly string[]) => {
    const start = way.indexOf(path);
    if (start >= 0) {
      const circle = way.slice(start);
      circles.set(circle.toSorted().join(" "), circle);
      return;
    }
    if (finished.has(path)) return;
    for (const target of imports.get(path) ?? []) walk(target, [...way, path]);
    finished.add(path);
  };
  for (const path of [...imports.keys()].toSorted()) walk(path, []);
  return [...circles.values()];
}
