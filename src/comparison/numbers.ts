/** `65,536`, as prose writes numbers. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** `65,536`, and from a million on `1.8·10^19`: of more digits nobody has a picture. */
export function rounded(value: number): string {
  if (value < 1e6) return grouped(value);
  const [mantissa, exponent = ""] = value.toExponential(1).split("e+");
  return `${mantissa}·10^${exponent}`;
}
