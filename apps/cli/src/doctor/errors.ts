/** No back end could be measured. */
export class NothingMeasuredError extends Error {
  readonly code = 'NOTHING_MEASURED';
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(
      `Expected at least one back end to measure, found none:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`,
    );
    this.name = 'NothingMeasuredError';
    this.reasons = reasons;
  }
}
