import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openRun } from '@oneiros/journal';
import { createRandomStreams } from '@oneiros/random';
import { afterAll, describe, expect, it } from 'vitest';

const KILLS = 50;
/** Processes that have loaded TensorFlow.js and wait for their turn, so that starting them costs no time. */
const STANDBY = 3;

/** The build of this project: `npm run build`, which the test target runs first. */
const worker = fileURLToPath(new URL('../../dist/journal-resume/night-worker.js', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'oneiros-kills-'));
const alive = new Set<ChildProcess>();
afterAll(() => {
  for (const child of alive) child.kill('SIGKILL');
  rmSync(root, { recursive: true, force: true });
});

interface Night {
  /** Starts living in a run directory. */
  start(folder: string): void;
  /** Resolves once so many ticks of this life are on disk, or the process has ended. */
  lived(ticks: number): Promise<void>;
  kill(): void;
  /** Exit code, null where it was killed. */
  readonly ended: Promise<number | null>;
}

function prepareNight(): Night {
  const child = spawn(process.execPath, [worker], { stdio: ['pipe', 'pipe', 'pipe'] });
  alive.add(child);
  let output = '';
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint += text));
  child.stdout.on('data', (text: Buffer) => (output += text));
  const ended = once(child, 'close').then(([code]) => {
    alive.delete(child);
    if (code !== null && code !== 0) throw new Error(`The worker failed with ${code}: ${complaint}`);
    return code as number | null;
  });
  const until = async (isReached: () => boolean): Promise<void> => {
    while (!isReached() && child.exitCode === null && child.signalCode === null) {
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
  };
  return {
    start: (folder) => void child.stdin.write(`${folder}\n`),
    lived: async (ticks) => until(() => output.split('.').length > ticks && output.startsWith('ready')),
    kill: () => void child.kill('SIGKILL'),
    ended,
  };
}

/** Every file of a run whose content must not depend on how often it was stopped. */
function contentOf(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name))
    .sort();
  return new Map(files.filter((name) => name !== 'run.json').map((name) => [name, readFileSync(join(folder, name))]));
}

describe('a run that is killed again and again', () => {
  it(`is readable after each of ${KILLS} kills and ends with the events, dreams and weights of one never stopped`, async () => {
    expect(existsSync(worker), `${worker} is missing; run npm run build`).toBe(true);
    const random = createRandomStreams(2022).stream('kills');
    const standby = Array.from({ length: STANDBY }, prepareNight);
    const nextNight = (): Night => {
      standby.push(prepareNight());
      return standby.shift()!;
    };

    const whole = join(root, 'never-stopped');
    const uninterrupted = nextNight();
    uninterrupted.start(whole);
    const killed = join(root, 'killed');
    let lost = 0;
    for (let kills = 0; kills < KILLS; kills++) {
      const night = nextNight();
      night.start(killed);
      // One in five dies while it makes or opens the run; the others after a few ticks, anywhere in the next.
      if (random.integer(5) > 0) await night.lived(1 + random.integer(8));
      await wait(random.uniform() * 12);
      night.kill();
      expect(await night.ended, `life ${kills} was over before it was killed`).toBeNull();
      if (!existsSync(killed)) continue;
      const run = openRun(killed);
      expect(['interrupted', 'running']).toContain(run.status);
      const newest = run.checkpoints.length > 0 ? run.checkpoint().snapshot.cursor.tick : 0;
      lost += Math.max(0, (run.events().at(-1)?.tick ?? -1) + 1 - newest);
    }
    const last = nextNight();
    last.start(killed);
    expect(await last.ended).toBe(0);
    expect(await uninterrupted.ended).toBe(0);
    standby.forEach((night) => night.kill());

    expect(openRun(killed).status).toBe('finished');
    expect(openRun(killed).manifest.sessions.length).toBeGreaterThan(KILLS / 2);
    expect(lost, 'no kill came between checkpoints').toBeGreaterThan(0);
    const expected = contentOf(whole);
    expect([...expected.keys()]).toContain('checkpoints/000360.safetensors');
    expect([...contentOf(killed).keys()]).toEqual([...expected.keys()]);
    for (const [name, content] of contentOf(killed)) {
      expect(content.equals(expected.get(name)!), `${name} differs`).toBe(true);
    }
  }, 300_000);
});
