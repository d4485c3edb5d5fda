import { describe, expect, it } from 'vitest';
import { onednnFolder } from '../added-engine/engine-folder.ts';
import { UnsupportedPlatformError } from '../added-engine/errors.ts';
import { formatOnednnPlan, planOnednn } from './plan.ts';

describe('planOnednn', () => {
  it('names both wheels with their checksums, and where everything goes', () => {
    const plan = planOnednn({ platform: 'linux', arch: 'x64', folder: '/cache/onednn' });
    expect(formatOnednnPlan(plan)).toMatchInlineSnapshot(`
      "Adds oneDNN 3 for the back end onednn to /cache/onednn:
        1. python3 -m pip: fetch onednn-cpu-gomp==2023.2.0 (39 MB), SHA-256 2f22a54d6a890ed14bfa185d42a4be65d8b5b1df85dc1f0f3a9abe31620416fb
        2. python3 -m pip: fetch onednn-devel-cpu-gomp==2023.2.0 (1 MB), SHA-256 9763c69e8c907e119056bd52ad918ca84ac9ba939d130a99dfa95ccca3e5e284
        3. Unpack the library, its headers and its licences
        4. Compile the native back end against them
        5. Load the result in a process of its own
        6. Record size and SHA-256 of every file in engine.json
        7. Move it all to /cache/onednn; from then on onednn computes with it
      Undone by: oneiros engine remove onednn"
    `);
  });

  it('refuses a platform without a wheel and names those with one', () => {
    const refuse = (): unknown => planOnednn({ platform: 'darwin', arch: 'arm64' });
    expect(refuse).toThrow(UnsupportedPlatformError);
    expect(refuse).toThrow(/Expected one of linux-x64 to add onednn, this machine is darwin-arm64/);
  });
});

describe('onednnFolder', () => {
  it('lies beside the other engines', () => {
    expect(onednnFolder({ ONEIROS_CACHE: '/a' })).toBe('/a/engines/onednn');
  });
});
