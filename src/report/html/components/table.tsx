import type { ComponentChildren } from "preact";
import { Scroll } from "./part.tsx";

/** The head of a column. Numbers stand to the right. */
export type Column = string | { readonly text: string; readonly count: true };

/** A table that scrolls by itself. Its rows are the children. */
export function Table({
  label,
  columns,
  kind,
  caption,
  children,
}: {
  label: string;
  columns: readonly (Column | ComponentChildren)[];
  /** The class that gives the table its look. */
  kind?: string;
  caption?: string;
  children: ComponentChildren;
}) {
  return (
    <Scroll label={label}>
      <table class={kind}>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map((column) =>
              isCount(column) ? (
                <th scope="col" class="count">
                  {column.text}
                </th>
              ) : (
                <th scope="col">{column}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scroll>
  );
}

function isCount(column: Column | ComponentChildren): column is Extract<Column, object> {
  return typeof column === "object" && column !== null && "count" in column;
}
