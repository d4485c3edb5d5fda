import type { Meta, StoryObj } from '@storybook/react-vite';
import { of, throwError } from 'rxjs';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import type { RunSource } from '../source/run-source.ts';
import { createPlayhead } from '../state/create-playhead.ts';
import { expectStillness } from '../test-kit/expect-stillness.ts';
import { createPanelSource } from '../test-kit/panel-source.ts';
import { usualPlace } from './gallery-place.ts';
import type { OtherRuns } from './use-other-run.ts';
import { DreamGallery, type DreamGalleryProps } from './DreamGallery.tsx';

const meta: Meta = { title: 'Panels/Dream gallery' };
export default meta;
type Story = StoryObj;

const usual = { source: createPanelSource(), playhead: createPlayhead({ ticks: 9000, tick: 8999 }) };

/** Sources and play-heads are no arguments of a story: nothing could show or change them. */
const shown = (props: Partial<DreamGalleryProps> = {}): Story => ({
  render: () => <DreamGallery {...usual} {...props} />,
});

const othersOf = (source: RunSource): OtherRuns => ({ ids: ['no-rem-1', 'wake-only-1'], open: () => of(source) });

const earlier = createPlayhead({ ticks: 9000, tick: 8999 });

/** The arrow keys go from picture to picture, Enter opens one, the arrows there go on, Escape closes. */
export const OneRun: Story = {
  ...shown(),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const first = await canvas.findByRole('button', { name: 'Seen 1' });
    first.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowRight}');
    await expect(canvas.getByRole('button', { name: 'REM dream 2, mixes 2 + 3 + noise' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    const dialog = await canvas.findByRole('dialog');
    await expect(within(dialog).getByText('Image 2 of 16')).toBeVisible();
    await userEvent.keyboard('{ArrowRight}');
    await expect(within(dialog).getByText('Image 3 of 16')).toBeVisible();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(canvas.queryByRole('dialog')).toBeNull());
  },
};

/** Early dreams left of the edge, late ones right of it; the play-head goes to sheets before. */
export const WipeEarlyLate: Story = {
  ...shown({ playhead: earlier }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.selectOptions(await canvas.findByLabelText('Wipe'), 'early and late');
    const edge = await canvas.findByRole('slider', { name: 'Edge' });
    await expect(edge).toHaveAttribute('aria-valuetext', expect.stringContaining('before the first tick'));
    edge.focus();
    await userEvent.click(canvas.getByRole('button', { name: 'Earlier' }));
    await expect(earlier.tick).toBe(5999);
  },
};

export const WipeTwoRuns: Story = {
  ...shown({ others: othersOf(createPanelSource({ id: 'no-rem-1', config: { condition: 'no-rem' }, sheets: 2 })) }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.selectOptions(await canvas.findByLabelText('Wipe'), 'this run and another');
    await expect(await canvas.findByText(/no-rem-1 after epoch/)).toBeVisible();
    await expect(canvas.getByLabelText('with')).toHaveValue('no-rem-1');
  },
};

/** The address names a run that is gone. */
export const WipeWithLostRun: Story = {
  ...shown({
    start: { ...usualPlace, wipe: 'run', run: 'gone-1', edge: 30, zoom: 2 },
    others: { ids: ['no-rem-1'], open: () => throwError(() => new Error('There is no run gone-1.')) },
  }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByRole('alert')).toHaveTextContent('There is no run gone-1.');
    await expect(canvas.getByLabelText('with')).toHaveValue('gone-1');
    await expect(canvas.getByLabelText('Zoom')).toHaveValue('2');
  },
};

export const FewImages: Story = { ...shown({ source: createPanelSource({ columns: 2, sheets: 1 }) }) };

export const Live: Story = { ...shown({ source: createPanelSource({ status: 'running' }) }) };

export const ManySheets: Story = {
  ...shown({
    source: createPanelSource({ ticks: 117_300, sheets: 51 }),
    playhead: createPlayhead({ ticks: 117_300, tick: 60_000 }),
  }),
};

export const Empty: Story = {
  ...shown({ source: createPanelSource({ sheets: 0, config: { dreams: { everyEpochs: 0 } } }) }),
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(/keeps no dreams/)).toBeVisible();
  },
};

export const Loading: Story = { ...shown({ source: createPanelSource({ isLoading: true }) }) };

export const Torn: Story = {
  ...shown({ source: createPanelSource({ isTorn: true }) }),
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(/could not be read/)).toBeVisible();
  },
};

/** Files of earlier versions. */
export const MixturesUnsaid: Story = {
  ...shown({ source: createPanelSource({ saysMixtures: false }) }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByText(/is not said in this file/)).toBeVisible();
    await expect(canvas.getByRole('button', { name: 'REM dream 2' })).toBeVisible();
  },
};

/** A brain that diverged dreams what is no number: such pixels are left out, and the table says it. */
export const Diverged: Story = {
  ...shown({ source: createPanelSource({ isDiverged: true }) }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: /^Table of Dreams/ }));
    await expect((await canvas.findAllByText('not a number')).length).toBeGreaterThan(0);
  },
};

export const Dark: Story = { ...shown(), globals: { theme: 'dark' } };

export const ReducedMotion: Story = {
  ...shown(),
  tags: ['reduced-motion'],
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('button', { name: 'Seen 1' });
    await expectStillness(canvasElement);
  },
};
