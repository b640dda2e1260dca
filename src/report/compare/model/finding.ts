/** One thing that a run showed. */
export interface Finding {
  readonly id: string;
  readonly name: string;
  /** What two runs are compared by: it holds nothing that is random. Undefined: the run has nothing of the kind. */
  readonly key: string | undefined;
  /** As they stand inside a sentence. */
  readonly words: string;
}
