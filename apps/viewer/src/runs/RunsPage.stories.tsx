import type { Meta, StoryObj } from '@storybook/react-vite';
import type { MomentsFile, RunsFile } from '@oneiros/timeline';
import { expect, fn, userEvent, within } from 'storybook/test';
import { expectStillness } from '../test-kit/expect-stillness.ts';
import { headOf } from '../test-kit/panel-source.ts';
import { RunsPage } from './RunsPage.tsx';

type Answers = Readonly<Record<string, unknown>>;

/** Answers the page's questions as a server would; what is not there is a 404. */
const served = (answers: Answers) => async () => {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, options) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!url.includes('story-runs/')) return real(input, options);
    const answer = answers[url.slice(url.indexOf('story-runs/') + 'story-runs/'.length)];
    if (answer === 'never') return new Promise(() => undefined);
    return answer === undefined ? new Response('', { status: 404 }) : Response.json(answer);
  };
  return () => {
    globalThis.fetch = real;
  };
};

const conditions = ['pad', 'no-memory-mix', 'no-rem', 'no-nrem', 'wake-only'] as const;
const finals = { pad: 0.58, 'no-memory-mix': 0.54, 'no-rem': 0.46, 'no-nrem': 0.57, 'wake-only': 0.42 } as const;

function momentsOf(
  condition: (typeof conditions)[number],
  seed: number,
  epochs: number,
  isBroken = false,
): MomentsFile {
  const moments = Array.from({ length: epochs }, (_, i) => {
    const share =
      0.2 + (finals[condition] - 0.2) * (1 - Math.exp(-(i + 1) / 9)) + 0.02 * Math.sin(i * 1.7 + seed * 2.1);
    const testAccuracy = isBroken && i > 3 ? Number.NaN : share;
    const tick = (i + 1) * 2343 - 1;
    const event = { type: 'probe', v: 1, tick, epoch: i + 1, probe: 'readout' } as const;
    const values = { trainAccuracy: share, testAccuracy, ridgeAccuracy: share + 0.03, testImages: 10_000 };
    return { line: tick, event: { ...event, ...values } };
  });
  return { lines: epochs * 5000, moments };
}

function folder(seeds: number, epochs: number): Answers {
  const runs = conditions.flatMap((condition) =>
    Array.from({ length: seeds }, (_, i) =>
      headOf({
        id: `paper/${condition}-seed-${i + 1}`,
        status: condition === 'wake-only' && i === 0 ? 'running' : 'finished',
        ticks: epochs * 2343,
        config: { condition, seed: i + 1, data: { name: 'cifar10' }, duration: { count: 50 } },
      }),
    ),
  );
  const file: RunsFile = { runs, unread: [] };
  const moments = conditions.flatMap((condition) =>
    Array.from({ length: seeds }, (_, i) => [
      `api/runs/paper/${condition}-seed-${i + 1}/moments.json`,
      momentsOf(condition, i + 1, epochs),
    ]),
  );
  const evaluations = [
    { probe: 'geometry', tick: 3, epoch: 50, result: { ratios: { squared: { intraInter: 0.91 } } } },
  ];
  return {
    'api/runs.json': file,
    ...Object.fromEntries(moments),
    ...Object.fromEntries(runs.map(({ id }) => [`api/runs/${id}/evaluations.json`, evaluations])),
  };
}

const meta: Meta<typeof RunsPage> = {
  title: 'Pages/Runs',
  component: RunsPage,
  parameters: { layout: 'fullscreen' },
  args: { basePath: 'story-runs/', onOpen: fn() },
};
export default meta;
type Story = StoryObj<typeof RunsPage>;

/** Five conditions of eight seeds: groups with mean, s.e.m. and N beside the paper; every run opens. */
export const FortyRuns: Story = {
  beforeEach: served(folder(8, 50)),
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByText('40 of 40 runs in 5 groups')).toBeVisible();
    await expect((await canvas.findAllByText(/58\.3 ± 0\.7 \(N = 4\)/))[0]).toBeVisible();
    const group = canvas.getByRole('button', { name: 'no-rem' });
    group.focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.click(await canvas.findByRole('button', { name: 'paper/no-rem-seed-3' }));
    await expect(args.onOpen).toHaveBeenCalledWith('paper/no-rem-seed-3');
    await userEvent.type(canvas.getAllByRole('searchbox')[0]!, 'no-rem');
    await expect(await canvas.findByText('8 of 40 runs in 1 group')).toBeVisible();
  },
};

/** A run beside another one: the keys in which they differ. */
export const TwoRunsBesideEachOther: Story = {
  beforeEach: served(folder(1, 25)),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.selectOptions(await canvas.findByLabelText('beside'), 'paper/no-rem-seed-1');
    await expect(await canvas.findByText('wakeNoise')).toBeVisible();
  },
};

export const OneRun: Story = {
  beforeEach: served({
    'api/runs.json': { runs: [headOf({ id: 'night', ticks: 120 })], unread: [] },
    'api/runs/night/moments.json': momentsOf('pad', 1, 3),
    'api/runs/night/evaluations.json': [],
  }),
};

/** A run that is still lived stands among the others, with what it has measured. */
export const Live: Story = {
  beforeEach: served({
    'api/runs.json': { runs: [headOf({ id: 'night', status: 'running', ticks: 120 })], unread: [] },
    'api/runs/night/moments.json': momentsOf('pad', 1, 2),
    'api/runs/night/evaluations.json': [],
  }),
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(/running/)).toBeVisible();
  },
};

/** Readouts that are not numbers are left out, a log that cannot be read is told beside its run. */
export const NanAndTornLog: Story = {
  beforeEach: served({
    'api/runs.json': {
      runs: [
        headOf({ id: 'broken', status: 'diverged' }),
        headOf({ id: 'torn', status: 'failed', config: { seed: 2 } }),
      ],
      unread: [{ id: 'half', reason: 'run.json ends in the middle of a line.' }],
    },
    'api/runs/broken/moments.json': momentsOf('pad', 1, 9, true),
  }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByText(/the server answered 404/)).toBeVisible();
    await expect(canvas.getByText(/run\.json ends/)).toBeVisible();
  },
};

export const Empty: Story = { beforeEach: served({ 'api/runs.json': { runs: [], unread: [] } }) };

export const Loading: Story = { beforeEach: served({ 'api/runs.json': 'never' }) };

export const NoServer: Story = {
  beforeEach: served({}),
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

export const Dark: Story = { globals: { theme: 'dark' }, beforeEach: served(folder(8, 50)) };

export const ReducedMotion: Story = {
  beforeEach: served(folder(2, 20)),
  tags: ['reduced-motion'],
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('10 of 10 runs in 5 groups');
    await expectStillness(canvasElement);
  },
};
