import { describe, expect, it } from 'vitest';
import { inspectMachine, memoryLimit, readCpuInfo } from './machine.ts';

const processor = (id: number, socket: number, core: number) =>
  `processor\t: ${id}\nphysical id\t: ${socket}\ncore id\t\t: ${core}\nflags\t\t: fpu sse4_2 avx fma avx2 avx512f`;

describe('readCpuInfo', () => {
  it('counts cores of silicon, not the threads that share one, over all sockets', () => {
    const text = [processor(0, 0, 0), processor(1, 0, 0), processor(2, 0, 1), processor(3, 1, 0)].join('\n\n');
    expect(readCpuInfo(text)).toEqual({ cores: 3, instructionSets: ['avx512f', 'avx2', 'fma', 'avx', 'sse4_2'] });
  });

  it('reads an ARM machine, whose file names no cores', () => {
    const text = 'processor\t: 0\nFeatures\t: fp asimd sve\n\nprocessor\t: 1\nFeatures\t: fp asimd sve\n';
    expect(readCpuInfo(text)).toEqual({ cores: 0, instructionSets: ['sve', 'asimd'] });
  });
});

describe('memoryLimit', () => {
  it('is the limit of the control group, unless there is none or it exceeds the memory', () => {
    const gibibyte = 2 ** 30;
    expect(memoryLimit(4 * gibibyte, 16 * gibibyte)).toBe(4096);
    expect(memoryLimit(0, 16 * gibibyte)).toBeNull();
    // Without a limit some kernels give the greatest multiple of a page below 2^63.
    expect(memoryLimit(2 ** 63 - 4096, 16 * gibibyte)).toBeNull();
  });
});

describe('inspectMachine', () => {
  it('finds a CPU, threads and memory here', () => {
    const { cpu, cores, threads, memoryMiB, freeMiB } = inspectMachine();
    expect(cpu).not.toBe('');
    expect(Math.min(cores, threads, freeMiB)).toBeGreaterThan(0);
    expect(memoryMiB).toBeGreaterThanOrEqual(freeMiB);
  });
});
