/** A preset that is not there, or that cannot be as it was asked to. */
export class NightPresetError extends Error {
  readonly code = 'NIGHT_PRESET';
  readonly preset: string;

  constructor(preset: string, reason: string) {
    super(`Preset "${preset}": ${reason}.`);
    this.name = 'NightPresetError';
    this.preset = preset;
  }
}

/** A stage that has no levels: artefact or unscored. */
export class StageUnresolvedError extends Error {
  readonly code = 'STAGE_UNRESOLVED';
  readonly stage: string;
  /** Since the start of the runs. */
  readonly seconds: number;

  constructor(stage: string, seconds: number) {
    super(
      `Expected sleep stages, got ${stage} at ${seconds} s: it has no levels. Resolve it first (hold, wake or pause).`,
    );
    this.name = 'StageUnresolvedError';
    this.stage = stage;
    this.seconds = seconds;
  }
}
