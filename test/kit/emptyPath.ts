/** Does something as if no program were installed. */
export function emptyPath<T>(act: () => T): T {
  const { PATH } = process.env;
  process.env.PATH = "";
  try {
    return act();
  } finally {
    if (PATH === undefined) delete process.env.PATH;
    else process.env.PATH = PATH;
  }
}
