import type { DreamSheet } from '@oneiros/simulation';
import { describe, expect, it } from 'vitest';
import { encodeDreams, mixturesOf } from './dream-file.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors-bytes.ts';

const picture = { dtype: 'U8' as const, shape: [1, 1, 1, 1], data: Uint8Array.of(7) };
const sheet: DreamSheet = {
  ...{ seen: picture, reconstructed: picture, nrem: picture, rem: picture },
  mixtures: [{ images: [[0, 0.25]], noise: 0.75 }],
};

describe('a file of dreams', () => {
  it('holds the pictures, and in words what was mixed', () => {
    const bytes = encodeDreams(sheet);
    expect(Buffer.from(bytes).toString('latin1')).toContain(JSON.stringify('[{"images":[[0,0.25]],"noise":0.75}]'));
    const content = decodeSafetensors(bytes);
    expect([...content.tensors.keys()].sort()).toEqual(['nrem', 'reconstructed', 'rem', 'seen']);
    expect(mixturesOf(content)).toEqual(sheet.mixtures);
  });

  it('of an earlier version does not say it', () => {
    expect(mixturesOf(decodeSafetensors(encodeSafetensors(new Map([['rem', picture]]))))).toBeNull();
  });

  it.each(['{', '{}', '[1]', '[{"images":[[0]],"noise":1}]', '[{"images":[["a",1]],"noise":1}]', '[{"images":[]}]'])(
    'is refused where it says it otherwise: %s',
    (mixtures) => {
      const content = decodeSafetensors(encodeSafetensors(new Map([['rem', picture]]), { mixtures }));
      expect(() => mixturesOf(content, 'dreams/9.safetensors')).toThrow(/^dreams\/9.safetensors: Expected mixtures/);
    },
  );
});
