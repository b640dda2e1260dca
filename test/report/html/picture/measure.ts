import type { Page as Tab } from "puppeteer-core";

/** Where the picture's texts lie, as the browser draws them; each complaint begins with the text. */
export interface Measured {
  readonly texts: number;
  /** False: the picture is the list that small screens get. */
  readonly isLanes: boolean;
  /** Texts that leave the element which they stand in, or the picture. */
  readonly outside: readonly string[];
  /** Texts that a lifeline or an edge of a band runs through, unless their own box hides it. */
  readonly crossed: readonly string[];
  /** Texts that lie over other texts. */
  readonly over: readonly string[];
}

/** Measures the picture in this font. Text for screen readers alone, which is not drawn, does not count. */
export async function measure(tab: Tab, font: string): Promise<Measured> {
  return tab.evaluate((family) => {
    document.documentElement.style.setProperty("--sans", `"${family}"`);
    const picture = document.querySelector(".picture");
    if (picture === null) throw new Error("the page has no picture");
    const isLanes = getComputedStyle(document.querySelector(".picture .row") ?? picture).display === "grid";
    const frame = picture.getBoundingClientRect();
    const tolerance = 0.6;
    const walker = document.createTreeWalker(picture, NodeFilter.SHOW_TEXT);
    const drawn: { text: string; rect: DOMRect; element: Element; row: Element | null }[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      if (element === null || node.textContent?.trim() === "") continue;
      if (isLanes && element.closest(".route, .who") !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects())
        if (rect.width > 0)
          drawn.push({ text: node.textContent ?? "", rect, element, row: element.closest(".row, .heads") });
    }
    const box = (element: Element): DOMRect =>
      (
        element.closest(".label, .note-box, .band, .kept, .time, .quiet, .call, .leg, .fold-box, .head") ??
        element
      ).getBoundingClientRect();
    const within = (inner: DOMRect, outer: DOMRect): boolean =>
      inner.left >= outer.left - tolerance &&
      inner.right <= outer.right + tolerance &&
      inner.top >= outer.top - 2 &&
      inner.bottom <= outer.bottom + 2;
    const outside = drawn
      .filter(
        ({ rect, element }) =>
          !within(rect, isLanes ? box(element) : frame) || rect.right > frame.right + tolerance,
      )
      .map(({ text }) => text);
    const edges = isLanes
      ? [...picture.querySelectorAll(".heads .head.alice, .heads .head.bob")].map((head) => {
          const { left, right } = head.getBoundingClientRect();
          return (left + right) / 2;
        })
      : [];
    const hides = ".note-box, .fold-box, .call, .head";
    const crossed = drawn.flatMap(({ text, rect, element, row }) => {
      if (element.closest(hides) !== null) return [];
      const bands = [...(row?.querySelectorAll(".band") ?? [])].flatMap((band) => {
        const { left, right } = band.getBoundingClientRect();
        return isLanes ? [left, right] : [];
      });
      const hit = [...edges, ...bands].some((x) => rect.left < x - tolerance && rect.right > x + tolerance);
      return hit ? [text] : [];
    });
    const over = drawn.flatMap((one, index) =>
      drawn.slice(index + 1).flatMap((other) => {
        if (one.row !== other.row || one.element === other.element) return [];
        const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        return across > 1 && down > 3 ? [`${one.text} | ${other.text}`] : [];
      }),
    );
    return { texts: drawn.length, isLanes, outside, crossed, over };
  }, font);
}
