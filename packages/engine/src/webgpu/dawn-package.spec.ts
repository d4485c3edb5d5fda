import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandToAddDawn, dawnPackage } from './dawn-package.ts';

const within = (folder: string): string =>
  join(folder, 'node_modules', '@oneiros', 'cli', 'node_modules', '@oneiros', 'engine', 'dist', 'dawn-package.js');

describe('commandToAddDawn', () => {
  it('names the version that this package asks for', () => {
    const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
    const { optionalDependencies } = JSON.parse(manifest) as { optionalDependencies: Record<string, string> };
    expect(dawnPackage).toBe(`webgpu@${optionalDependencies['webgpu']}`);
  });

  it('adds to the project that the package is installed in, wherever one is', () => {
    const folder = mkdtempSync(join(tmpdir(), 'oneiros-dawn-'));
    writeFileSync(join(folder, 'package.json'), '{}');
    expect(commandToAddDawn(within(folder))).toBe(`npm install --prefix ${folder} ${dawnPackage}`);
    const spaced = join(folder, 'my runs');
    mkdirSync(spaced);
    writeFileSync(join(spaced, 'package.json'), '{}');
    expect(commandToAddDawn(within(spaced))).toBe(`npm install --prefix "${spaced}" ${dawnPackage}`);
  });

  it('adds beside a global installation, which is no project', () => {
    const folder = mkdtempSync(join(tmpdir(), 'oneiros-dawn-'));
    expect(commandToAddDawn(within(folder))).toBe(`npm install --global ${dawnPackage}`);
  });

  it('adds to a checkout without changing what it asks for', () => {
    expect(commandToAddDawn()).toBe(`npm install --no-save ${dawnPackage}`);
  });
});
