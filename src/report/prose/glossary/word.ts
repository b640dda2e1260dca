/** One entry of the glossary. */
export interface Word {
  /** Of its entry in the page: `word-<id>`. */
  readonly id: string;
  /** As the entry is headed. */
  readonly name: string;
  /** Finds its uses in prose. Without the flags `g` and `y`, so that it keeps no state. */
  readonly forms: RegExp;
  /** One or two sentences for a reader who is new to it. */
  readonly meaning: string;
  /** Where it is laid down, such as "RFC 8122 §5". Left out: a word of this lab. */
  readonly source?: string;
}
