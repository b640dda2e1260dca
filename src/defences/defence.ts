/** Something that peers do so that an attack fails or is noticed. */
export interface Defence {
  readonly id: string;
  readonly title: string;
  /** What the peers do and why it works, in plain words. */
  explain(): string;
  readonly catches: string;
  readonly doesNotCatch: string;
  readonly references: readonly string[];
}
