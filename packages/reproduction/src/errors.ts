/** A file of kept evidence that is none: torn, of another form, or of a newer Oneiros. */
export class EvidenceUnreadableError extends Error {
  readonly code = 'REPRODUCTION_EVIDENCE_UNREADABLE';
  override readonly name = 'EvidenceUnreadableError';
  readonly file: string;

  constructor(file: string, problem: string) {
    super(`Expected in ${file} what a run left behind, as \`oneiros reproduce --evidence\` keeps it: ${problem}.`);
    this.file = file;
  }
}
