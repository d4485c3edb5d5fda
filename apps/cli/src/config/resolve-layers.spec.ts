import { ConfigError } from '@oneiros/simulation';
import { describe, expect, it } from 'vitest';
import { resolveLayers } from './resolve-layers.ts';

const life = { origin: '--schedule adult', values: { schedule: { kind: 'life', source: { preset: 'adult' } } } };

describe('resolveLayers', () => {
  it('tells which values a life brought along, and which somebody wrote over them', () => {
    const { config, origins } = resolveLayers([life, { origin: '--set store.days', values: { store: { days: 1 } } }]);
    expect(config.store).toMatchObject({ kind: 'day', days: 1 });
    expect(origins.get('store.kind')).toBe('a life (--schedule adult)');
    expect(origins.get('probes.readoutEveryNights')).toBe('a life (--schedule adult)');
    expect(origins.get('store.days')).toBe('--set store.days');
    expect(origins.get('schedule.source.preset')).toBe('--schedule adult');
    expect(origins.get('store.capacity')).toBe('default');
  });

  it('brings along nothing where there was a life already', () => {
    const written = { origin: 'night.yaml', values: { store: { kind: 'hopfield' } } };
    const again = {
      origin: '--schedule newborn',
      values: { schedule: { kind: 'life', source: { preset: 'newborn' } } },
    };
    const { config, origins } = resolveLayers([life, written, again]);
    expect(config.store.kind).toBe('hopfield');
    expect(origins.get('store.kind')).toBe('night.yaml');
  });

  it('says what to do where days are counted without a life', () => {
    const resolve = () => resolveLayers([{ origin: '--days', values: { schedule: { kind: 'cycle', days: 3 } } }]);
    expect(resolve).toThrow(ConfigError);
    expect(resolve).toThrow(/schedule\.days: only where schedule\.kind is life \(from --days\)\. .*--schedule adult/);
  });
});
