import { afterEach, describe, expect, it } from 'vitest';
import { PeerError } from './errors.ts';
import { startLineProcess, type LineProcess } from './line-process.ts';

const speaker = `
console.log(JSON.stringify({ ready: true }));
require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { say, end, silent } = JSON.parse(line);
  if (end !== undefined) { console.error('going down'); process.exit(end); }
  if (!silent) console.log(typeof say === 'string' ? say : JSON.stringify(say));
});`;

let child: LineProcess | undefined;
const start = async (source = speaker) => {
  child = await startLineProcess(process.execPath, ['-e', source], { name: 'echo', timeoutMs: 20_000 });
  return child;
};

describe('startLineProcess', () => {
  afterEach(async () => {
    await child?.close();
    child = undefined;
  });

  it('greets, then answers each question in turn', async () => {
    const { greeting, ask } = await start();
    expect(greeting).toEqual({ ready: true });
    expect(await ask({ say: { n: 1 } }, 9_000)).toEqual({ n: 1 });
    expect(await ask({ say: { n: 2 } }, 9_000)).toEqual({ n: 2 });
  });

  it('passes on an error that the child reports, and stays usable', async () => {
    const { ask } = await start();
    await expect(ask({ say: { error: 'no such variant' } }, 9_000)).rejects.toThrow('echo failed: no such variant.');
    expect(await ask({ say: { n: 3 } }, 9_000)).toEqual({ n: 3 });
  });

  it('shows what is not JSON', async () => {
    const { ask } = await start();
    await expect(ask({ say: 'Traceback' }, 9_000)).rejects.toThrow(/something else than JSON: Traceback/);
  });

  it('tells how the child ended, with its last remarks', async () => {
    const { ask } = await start();
    await expect(ask({ end: 3 }, 9_000)).rejects.toThrow(/ended with exit code 3\.\ngoing down/);
    await expect(ask({ say: {} }, 9_000)).rejects.toThrow(PeerError);
  });

  it('gives up on a child that does not answer', async () => {
    const { ask } = await start();
    await expect(ask({ silent: true }, 50)).rejects.toThrow('echo did not answer within 0.05 s.');
  });

  it('says so where there is no such program', async () => {
    const starting = startLineProcess('no-such-program', [], { name: 'nobody', timeoutMs: 9_000 });
    await expect(starting).rejects.toThrow(/nobody does not start: .*ENOENT/);
  });
});
