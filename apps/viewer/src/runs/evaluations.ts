/** What `oneiros evaluate` measured of a run, as far as the page reads it. */
export interface EvaluationFile {
  readonly probe: string;
  readonly tick: number;
  readonly epoch: number;
  readonly result: Readonly<Record<string, unknown>>;
}

/** One number of an evaluation. */
export interface EvaluationValue {
  readonly probe: string;
  readonly epoch: number;
  /** Dotted path inside the result, such as `ratios.squared.intraInter`. */
  readonly path: string;
  readonly value: number;
}

/** Every single number of some evaluations, by probe and epoch; lists of numbers are drawn elsewhere. */
export function evaluationValues(files: readonly EvaluationFile[]): EvaluationValue[] {
  return files.flatMap(({ probe, epoch, result }) => {
    const values: EvaluationValue[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value === 'number') values.push({ probe, epoch, path, value });
      else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        for (const [key, inner] of Object.entries(value)) visit(inner, path === '' ? key : `${path}.${key}`);
      }
    };
    visit(result, '');
    return values;
  });
}
