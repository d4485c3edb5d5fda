/** Formats of scorings that can be read. */
export const hypnogramFormats = [
  'edf',
  'bdf',
  'yasa-txt',
  'yasa-csv',
  'json',
  'bids',
  'visbrain-stage-duration',
  'visbrain-point-per-second',
  'elan',
  'nsrr-xml',
  'profusion-xml',
  'isruc',
  'csv',
  'weber',
  'accusleep',
  'misleep',
  'franken',
  'sleepsign',
] as const;

export type HypnogramFormat = (typeof hypnogramFormats)[number];

/** Formats that can be written; the importer reads each back to the same runs. */
export const exportFormats = ['bids', 'yasa-csv', 'edf', 'json'] as const;

export type ExportFormat = (typeof exportFormats)[number];
