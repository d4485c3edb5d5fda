/** Where a statement about the brain, or an equation, comes from. */
export interface Citation {
  /** Short form for prose, such as `Deperrois et al. 2022`. */
  readonly short: string;
  readonly title: string;
  readonly journal: string;
  readonly year: number;
  readonly doi?: string;
  /** Equation, table or section inside the work. */
  readonly place?: string;
}

/** What a module models in the brain; the viewer shows it and `oneiros` prints it. */
export interface Annotation {
  /** Stable key, such as `V1`, `V1.feedback`, `locus-coeruleus`. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'area' | 'pathway' | 'nucleus' | 'neuromodulator' | 'process';
  /** What it does in the model, in one or two sentences. */
  readonly role: string;
  /** What is known of it in the brain, and how sure our assignment is. */
  readonly biology: string;
  readonly cellTypes?: readonly string[];
  readonly transmitters?: readonly string[];
  /** Equations in plain text, in the paper's symbols. */
  readonly equations?: readonly string[];
  readonly citations: readonly Citation[];
  /** Repository path of the code that implements it. */
  readonly code: string;
}
