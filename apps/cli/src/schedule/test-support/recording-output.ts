import type { Output } from '../../output.ts';

/** An output that writes into memory, and what came of it. */
export interface Recording {
  readonly output: Output;
  /** All results for people. */
  text(): string;
  /** The last result for machines, without its schema. */
  json(): Record<string, unknown>;
  /** Remarks and warnings. */
  remarks(): string;
}

export function createRecording(asJson = false): Recording {
  const lines: string[] = [];
  const remarks: string[] = [];
  let last: Record<string, unknown> = {};
  const output: Output = {
    json: asJson,
    quiet: false,
    verbose: false,
    color: false,
    errorColor: false,
    interactive: false,
    result: (text) => void (asJson || lines.push(text)),
    resultJson: (_, value) => void (asJson && (last = value as Record<string, unknown>)),
    note: (text) => void remarks.push(text),
    detail: () => {},
    warn: (text) => void remarks.push(text),
  };
  return { output, text: () => lines.join('\n'), json: () => last, remarks: () => remarks.join('\n') };
}
