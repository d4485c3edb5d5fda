import type { Meta, StoryObj } from '@storybook/react-vite';
import { apiPaths, createTimeline, encodeChunk, type RunHead, type TimelineChunk } from '@oneiros/timeline';
import { paperTicks } from '@oneiros/timeline/test-kit';
import { resolveConfig } from '@oneiros/simulation';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import type { Host } from '../source/open-run.ts';
import { createRouter, type AddressBar } from '../state/router.ts';
import { expectStillness } from '../test-kit/expect-stillness.ts';
import { App } from './App.tsx';

const head: RunHead = {
  id: 'pad-1',
  status: 'finished',
  createdAt: '2026-01-01T00:00:00.000Z',
  ticks: 900,
  totalTicks: 900,
  config: resolveConfig({ seed: 3 }),
  changed: ['seed'],
  backend: 'onednn',
  command: 'oneiros run --seed 3',
};

/** A host in memory, with one finished run. */
function hostOf(files: Readonly<Record<string, unknown>>): Host {
  const timeline = createTimeline();
  timeline.append(paperTicks(900));
  const all: Record<string, unknown> = {
    [apiPaths.server]: { oneiros: '0.1.0', live: false, canStart: false },
    [apiPaths.runs]: { runs: [head], unread: [] },
    [apiPaths.head(head.id)]: head,
    [apiPaths.moments(head.id)]: { lines: 1800, moments: [] },
    [apiPaths.chunk(head.id, 0, 0)]: timeline.chunk(0, 0),
    ...files,
  };
  return {
    fetchFile: async (path) => {
      const file = all[path];
      if (file === undefined) return Response.json({ error: { message: 'There is no such file.' } }, { status: 404 });
      return path.endsWith('.bin') ? new Response(encodeChunk(file as TimelineChunk)) : Response.json(file);
    },
    openEvents: () => ({ addEventListener: () => {}, close: () => {} }),
  };
}

/** An address of its own: the one of the page belongs to Storybook. */
const barAt = (hash: string): AddressBar => {
  const location = { hash };
  const write = (_state: unknown, _title: string, url?: string | URL | null) => void (location.hash = String(url));
  return { location, history: { pushState: write, replaceState: write }, addEventListener: () => {} };
};

const meta: Meta<typeof App> = {
  title: 'Shell',
  component: App,
  parameters: { layout: 'fullscreen' },
  args: { host: hostOf({}), router: createRouter(barAt('#/night?run=pad-1&tick=300')), basePath: './' },
  tags: ['!autodocs'],
};
export default meta;
type Story = StoryObj<typeof App>;

/** The address restores the tick; `?` opens the keys, Escape closes them; space plays. */
export const Night: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByText(/Tick 300, WAKE/)).toBeVisible();
    await expect(canvas.getByText('seed')).toBeVisible();
    await userEvent.keyboard('?');
    const dialog = await canvas.findByRole('dialog', { name: 'Keys' });
    await expect(within(dialog).getByText('play or pause')).toBeVisible();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(canvas.queryByRole('dialog')).toBeNull());
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard(' ');
    await expect(await canvas.findByRole('button', { name: 'Pause' })).toBeVisible();
    await userEvent.keyboard(' ');
    await expect(await canvas.findByRole('button', { name: 'Play' })).toBeVisible();
  },
};

export const Dark: Story = {
  args: { router: createRouter(barAt('#/night?run=pad-1&tick=300&view=280-340&unit=cycle')) },
  globals: { theme: 'dark' },
};

/** Lived as it is looked at: the page follows its end. */
export const Live: Story = {
  args: {
    host: hostOf({
      [apiPaths.server]: { oneiros: '0.1.0', live: true, canStart: true },
      [apiPaths.head(head.id)]: { ...head, status: 'running', totalTicks: 3000 },
    }),
    router: createRouter(barAt('#/night?run=pad-1&follow=yes')),
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByText('running')).toBeVisible();
    await expect(await canvas.findByText(/Tick 899/)).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'Follow live' })).toHaveAttribute('aria-pressed', 'true');
  },
};

export const Loading: Story = {
  args: { host: { ...hostOf({}), fetchFile: () => new Promise(() => {}) } },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText('Opening pad-1 …')).toBeVisible();
  },
};

/** Its log is damaged in the middle. */
export const TornLog: Story = {
  args: {
    host: {
      ...hostOf({}),
      fetchFile: async (path) =>
        path === apiPaths.moments(head.id)
          ? Response.json({ error: { message: 'Expected an event in line 812.' } }, { status: 500 })
          : hostOf({}).fetchFile(path),
    },
  },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('alert')).toHaveTextContent('line 812');
  },
};

/** The address restores part, loop, unit and speed. */
export const Restored: Story = {
  args: {
    router: createRouter(barAt('#/night?run=pad-1&tick=300&view=280-340.5&loop=290-310&unit=cycle&speed=30')),
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByRole('button', { name: /^Loop 290–310/ })).toBeVisible();
    await expect(canvas.getByLabelText('Speed')).toHaveValue('30');
    await expect(canvas.getByLabelText('Unit of steps and axis')).toHaveValue('cycle');
  },
};

/** Nothing is in the folder yet. */
export const NoRuns: Story = {
  args: { host: hostOf({ [apiPaths.runs]: { runs: [], unread: [] } }), router: createRouter(barAt('#/night')) },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('alert')).toHaveTextContent('oneiros run');
  },
};

export const NoSuchRun: Story = {
  args: { router: createRouter(barAt('#/night?run=gone')) },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('alert')).toHaveTextContent('gone cannot be shown');
  },
};

export const ReducedMotion: Story = {
  tags: ['!autodocs', 'reduced-motion'],
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText(/Tick 300, WAKE/);
    await expectStillness(document.body);
  },
};
