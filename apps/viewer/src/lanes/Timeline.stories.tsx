import type { Meta, StoryObj } from '@storybook/react-vite';
import type { OneirosEvent } from '@oneiros/simulation';
import { paperTicks, stateAt } from '@oneiros/timeline/test-kit';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { createTestSource } from '../state/test-source.ts';
import type { Moment } from '../source/run-source.ts';
import { expectStillness } from '../test-kit/expect-stillness.ts';
import { StoryNight } from './StoryNight.tsx';

const meta: Meta<typeof StoryNight> = { title: 'Night/Timeline', component: StoryNight };
export default meta;
type Story = StoryObj<typeof StoryNight>;

/** A night of 30 s epochs: stages by their names for so many epochs. */
function nightOf(episodes: readonly (readonly [stage: string, epochs: number])[]): OneirosEvent[] {
  const names = episodes.flatMap(([stage, epochs]) => Array.from({ length: epochs }, () => stage));
  return names.map((stage, tick) => {
    const [ach, na] = stage === 'WAKE' ? [1, 1] : stage === 'REM' ? [0.95, 0.05] : [0.15, 0.3];
    const gates = { discriminator: ach > 0.5 ? 1 : 0, target: na, sign: 2 * na - 1, nrem: ach > 0.5 ? 0 : 1 };
    return { ...stateAt(tick), night: 0, epoch: 0, stage, ach, na, gates: { ...gates, connected: na > 0.5 } };
  });
}
const night = nightOf([['WAKE', 20], ['N1', 6], ['N2', 40], ['N3', 50], ['N2', 20], ['REM', 20], ['N2', 60], ['N3', 20], ['REM', 40], ['WAKE', 4], ['N1', 4], ['N2', 50], ['REM', 50], ['WAKE', 12]]); // prettier-ignore
const readouts = [2, 5, 8].map((tick, i): Moment => ({
  line: i + 1,
  event: {
    type: 'probe',
    v: 1,
    probe: 'readout',
    tick: tick * 10,
    epoch: i,
    trainAccuracy: 0.5,
    testAccuracy: 0.3 + 0.1 * i,
    testImages: 1000,
  },
}));

const slider = (element: HTMLElement) => within(element).findByRole('slider', { name: 'Play-head' });
const hasValue = (element: HTMLElement, value: number) =>
  waitFor(async () => expect(await slider(element)).toHaveAttribute('aria-valuenow', String(value)));

/** Arrows step, Shift makes it ten, Home and End go to the ends; the value is spoken. */
export const OneNight: Story = {
  args: { source: createTestSource({ events: night }) },
  play: async ({ canvasElement }) => {
    const head = await slider(canvasElement);
    await waitFor(() => expect(head).toHaveAttribute('aria-valuetext', 'Tick 0, WAKE, epoch 0, night 0, 00:00:00'));
    head.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await hasValue(canvasElement, 2);
    await userEvent.keyboard('{End}');
    await hasValue(canvasElement, 395);
    await userEvent.keyboard('{Home}');
    await hasValue(canvasElement, 0);
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await hasValue(canvasElement, 10);
  },
};

export const Dark: Story = {
  args: { source: createTestSource({ events: night }), tick: 200 },
  globals: { theme: 'dark' },
};

/** Stages that no manual of sleep knows take colours of their own, below the others. */
export const OtherStages: Story = {
  args: { source: createTestSource({ events: nightOf([['WAKE', 30], ['TORPOR', 60], ['REM', 20], ['ART', 10], ['TORPOR', 40]]) }) }, // prettier-ignore
};

/** The paper's schedule with readouts; the ends of a loop are marked where the play-head stands. */
export const PaperSchedule: Story = {
  args: { source: createTestSource({ ticks: 90, moments: readouts }), tick: 45 },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await hasValue(canvasElement, 45);
    await userEvent.click(canvas.getByRole('button', { name: 'Begin loop here' }));
    await expect(await canvas.findByRole('button', { name: /Loop 45–89/ })).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Table of Timeline' }));
    await expect(await canvas.findByRole('columnheader', { name: 'WAKE share' })).toBeVisible();
  },
};

/** The whole is drawn as shares and says of how many ticks; zooming in fetches each of them. */
export const Episodes117300: Story = {
  args: { source: createTestSource({ ticks: 117_300 }), tick: 60_000 },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await waitFor(() => expect(canvas.getByText(/points of 117,300 ticks in view/)).toBeVisible(), { timeout: 5000 });
    const zoomIn = canvas.getByRole('button', { name: 'Zoom in' });
    for (let i = 0; i < 11; i += 1) await userEvent.click(zoomIn);
    await waitFor(() => expect(canvas.getByText(/every tick in view/)).toBeVisible(), { timeout: 5000 });
    const first = canvas.getByRole('slider', { name: 'First tick in view' });
    const before = Number(first.getAttribute('aria-valuenow'));
    first.focus();
    await userEvent.keyboard('{ArrowLeft}');
    await waitFor(() => expect(Number(first.getAttribute('aria-valuenow'))).toBeLessThan(before));
  },
};

/** A run that diverged: what is not a number is crossed out, and said. */
export const NaNLoss: Story = {
  args: {
    source: createTestSource({
      events: [
        ...paperTicks(120),
        ...[120, 123, 126].flatMap((tick): OneirosEvent[] => [
          stateAt(tick),
          { type: 'losses', v: 1, tick, reconstruction: NaN, divergence: NaN },
        ]),
      ],
      head: { status: 'diverged' },
    }),
  },
  play: async ({ canvasElement }) => {
    await waitFor(() =>
      expect(within(canvasElement).getByRole('img', { name: /Losses: .*not a number/ })).toBeVisible(),
    );
  },
};

const live = createTestSource({ ticks: 100, kind: 'live' });

/** End follows a run that grows; an arrow stays behind. */
export const Live: Story = {
  args: { source: live },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    (await slider(canvasElement)).focus();
    await userEvent.keyboard('{End}');
    await expect(canvas.getByRole('button', { name: 'Follow live' })).toHaveAttribute('aria-pressed', 'true');
    const { length: now } = live.asked;
    live.append(paperTicks(160).filter(({ tick }) => tick >= 100));
    await hasValue(canvasElement, 159);
    await waitFor(() => expect(live.asked.length).toBeGreaterThan(now));
    await userEvent.keyboard('{Home}');
    await hasValue(canvasElement, 0);
    await expect(canvas.getByRole('button', { name: 'Follow live' })).toHaveAttribute('aria-pressed', 'false');
  },
};

export const Empty: Story = { args: { source: createTestSource({ events: [], kind: 'live' }) } };

export const Loading: Story = {
  args: { source: { ...createTestSource({ ticks: 900 }), chunk: () => new Promise(() => {}) } },
};

/** A log that is damaged in its middle: the server says where, and the page with it. */
export const TornLog: Story = {
  args: {
    source: {
      ...createTestSource({ ticks: 900 }),
      chunk: () => Promise.reject(new Error('Expected an event in line 812: its type is undefined.')),
    },
  },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('alert')).toHaveTextContent('line 812');
  },
};

/** It plays when it is told to, and nothing else moves. */
export const ReducedMotion: Story = {
  args: { source: createTestSource({ events: night }) },
  tags: ['reduced-motion'],
  play: async ({ canvasElement }) => {
    const head = await slider(canvasElement);
    await expectStillness(canvasElement);
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Play' }));
    await waitFor(() => expect(Number(head.getAttribute('aria-valuenow'))).toBeGreaterThan(2), { timeout: 5000 });
  },
};
