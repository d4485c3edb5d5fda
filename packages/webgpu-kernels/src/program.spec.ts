import { describe, expect, it } from 'vitest';
import { elementwise, sourceOf, WORKGROUP_SIZE } from './program.ts';

const double = elementwise('Double', ['x'], ['y'], 'y[index] = parameters.factor * x[index];', { factor: 'f32' });

describe('the WGSL of a program', () => {
  it('binds what is read, then what is written, then the parameters in their order', () => {
    const source = sourceOf(double);
    expect(source).toContain('@group(0) @binding(0) var<storage, read> x: array<f32>;');
    expect(source).toContain('@group(0) @binding(1) var<storage, read_write> y: array<f32>;');
    expect(source).toContain('@group(0) @binding(2) var<uniform> parameters: Parameters;');
    expect(source).toContain('struct Parameters { factor: f32, count: u32, }');
  });

  it('keeps threads without an element away from the memory', () => {
    expect(sourceOf(double)).toMatch(/if \(index >= parameters\.count\) \{ return; \}\s+y\[index\]/);
    expect(sourceOf(double)).toContain(`@workgroup_size(${WORKGROUP_SIZE})`);
  });
});
