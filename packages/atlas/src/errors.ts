/** An id that the atlas does not carry. */
export class UnknownAnnotationError extends Error {
  readonly code = 'UNKNOWN_ANNOTATION';
  readonly id: string;
  constructor(id: string, known: readonly string[]) {
    super(`The atlas has no entry "${id}"; it has ${known.join(', ')}.`);
    this.name = 'UnknownAnnotationError';
    this.id = id;
  }
}
