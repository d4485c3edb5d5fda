import { exportHypnogram, resolveSchedule, type Hypnogram } from '@oneiros/conductor';
import { describe, expect, it } from 'vitest';
import { previewImport, usualImport } from './import-preview.ts';

const night: Hypnogram = {
  runs: [
    { stage: 'WAKE', seconds: 1200 },
    { stage: 'N1', seconds: 60 },
    { stage: 'N2', seconds: 3600 },
    { stage: 'UNS', seconds: 60 },
    { stage: 'REM', seconds: 900 },
    { stage: 'WAKE', seconds: 600 },
  ],
  epochSeconds: 30,
  source: 'night',
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const read = (...parameters: Parameters<typeof previewImport>) => {
  const preview = previewImport(...parameters);
  if (!preview.isRead) throw new Error(preview.message);
  return preview;
};

describe('previewImport', () => {
  it('shows what each code became and gives a source that the schema takes', () => {
    const bytes = exportHypnogram(night, 'edf');
    const { imported, source } = read(bytes, 'night.edf', usualImport);
    expect(imported.format).toBe('edf');
    expect(imported.mapping.map(({ stage }) => stage)).toContain('REM');
    expect(resolveSchedule({ kind: 'life', source })).toMatchObject({
      source: { hypnogram: { name: 'night.edf', epochSeconds: 30 } },
    });
  });

  it('takes another meaning of a code by hand', () => {
    const epochs = bytesOf([0, 1, 2, 2, 2, 3, 3, 2, 5, 5, 0].join('\n'));
    const usual = read(epochs, 'night.txt', usualImport);
    expect(usual.imported.mapping.find(({ code }) => code === '5')!.stage).toBe('REM');
    const told = read(epochs, 'night.txt', { ...usualImport, mapping: { '5': 'WAKE' } });
    expect(told.imported.mapping.find(({ code }) => code === '5')).toMatchObject({ stage: 'WAKE', guessed: false });
    expect(told.statistics.WAKE).toBe(2); // epochs of code 0 and of code 5: two each, 30 s
  });

  it('trims wake, holds unscored time and reads epochs of another length', () => {
    const bytes = exportHypnogram(night, 'json');
    const trimmed = read(bytes, 'night.json', { ...usualImport, trimMinutes: 5, unscored: 'wake' });
    expect(trimmed.hypnogram.runs[0]).toEqual({ stage: 'WAKE', seconds: 300 });
    expect(JSON.stringify(trimmed.source)).not.toContain('UNS');
    const epochs = bytesOf('0\n1\n2\n2\n5\n0\n');
    expect(read(epochs, 'night.txt', { ...usualImport, epochSeconds: 20 }).statistics.TIB).toBe(2); // 6 epochs of 20 s
  });

  it('says why a file cannot be read', () => {
    const preview = previewImport(bytesOf('nothing of the kind'), 'poem.txt', usualImport);
    expect(preview).toMatchObject({ isRead: false, message: expect.stringContaining('poem.txt') });
  });
});
