/** A safetensors file whose bytes do not hold together: torn, damaged or not such a file at all. */
export class SafetensorsError extends Error {
  readonly code = 'SAFETENSORS_INVALID';
  override readonly name = 'SafetensorsError';
  /** The file, or undefined where only bytes were given. */
  readonly file: string | undefined;

  constructor(reason: string, file?: string) {
    super(file === undefined ? reason : `${file}: ${reason}`);
    this.file = file;
  }
}
