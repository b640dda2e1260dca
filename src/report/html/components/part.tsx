import type { ComponentChildren } from "preact";

/**
 * One part of the report: a section with its heading, which the table of contents links to. A part that is `folded` shows this
 * sentence, and the rest opens by a click, by a link into it, and in print where all is printed.
 */
export function Part({
  id,
  title,
  folded,
  children,
}: {
  id: string;
  title: ComponentChildren;
  /** What is in it, in a sentence. */
  folded?: string;
  children: ComponentChildren;
}) {
  const heading = <h2 id={`${id}-title`}>{title}</h2>;
  if (folded === undefined) {
    return (
      <section class="part" id={id} aria-labelledby={`${id}-title`}>
        {heading}
        {children}
      </section>
    );
  }
  return (
    <section class="part folded" aria-labelledby={`${id}-title`}>
      <details>
        <summary>
          {heading}
          <span class="gist">{folded}</span>
        </summary>
        <div class="unfolded" id={id}>
          {children}
        </div>
      </details>
    </section>
  );
}

/** A wide table or figure that scrolls by itself, so that the page never does. */
export function Scroll({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
