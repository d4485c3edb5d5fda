/** What an addition will do, step by step. */
export interface EnginePlan {
  readonly folder: string;
  readonly steps: readonly string[];
  readonly warnings: readonly string[];
}

/** A plan for people. @param title the engine, as people call it. @param engine its name in commands. */
export function formatSteps(title: string, engine: string, { folder, steps, warnings }: EnginePlan): string {
  return [
    `Adds ${title} to ${folder}:`,
    ...steps.map((step, i) => `  ${i + 1}. ${step}`),
    ...warnings.map((warning) => `  Warning: ${warning}`),
    `Undone by: oneiros engine remove ${engine}`,
  ].join('\n');
}
