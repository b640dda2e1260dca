import { build } from "rolldown";

/** The app's page as its user's browser gets it: one script with the app's packages as they are on npm. */
export async function bundlePage(name: string): Promise<string> {
  const { output } = await build({
    input: `test/lab/library/apps/pages/${name}.js`,
    platform: "browser",
    write: false,
    output: { format: "iife", codeSplitting: false },
  });
  return `<!doctype html><meta charset="utf-8"><title>${name}</title><script>${output[0].code.replaceAll("</script", "<\\/script")}</script>`;
}
