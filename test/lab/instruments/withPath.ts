/** Lets `work` happen with this search path for programs, and puts the former one back. */
export async function withPath<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  const { PATH } = process.env;
  process.env.PATH = folder;
  try {
    return await work();
  } finally {
    process.env.PATH = PATH;
  }
}
