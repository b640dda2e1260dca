import type { ComponentChildren } from "preact";

/** Without a script, an address chooses what is opened: style/print.ts. The children say what is printed without it. */
export function Printing({ page, children }: { page: string; children: ComponentChildren }) {
  return (
    <footer class="printing">
      <p>
        {children} <a href="#everything">Open everything</a>, and all of it is shown, searched and printed;{" "}
        <a href="#main">close it again</a>.
      </p>
      <p id="everything" class="faint">
        Everything that this {page} has is open now.
      </p>
    </footer>
  );
}
