import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { createPlayhead } from '../state/create-playhead.ts';
import { expectStillness } from '../test-kit/expect-stillness.ts';
import { createPanelSource } from '../test-kit/panel-source.ts';
import { BrainMap, type BrainMapProps } from './BrainMap.tsx';

const at = (tick: number, ticks = 9000) => createPlayhead({ ticks, tick });

const meta: Meta = { title: 'Panels/Brain map' };
export default meta;
type Story = StoryObj;

const usual = { source: createPanelSource(), playhead: at(4500) };

/** Sources and play-heads are no arguments of a story: nothing could show or change them. */
const shown = (props: Partial<BrainMapProps> = {}): Story => ({ render: () => <BrainMap {...usual} {...props} /> });

/** Enter on a place opens what the atlas says of it; again, or the cross, closes it. */
export const Wake: Story = {
  ...shown(),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText('G descends L_img');
    const v1 = canvas.getByRole('button', { name: /Primary visual cortex/ });
    v1.focus();
    await userEvent.keyboard('{Enter}');
    const card = await canvas.findByRole('complementary');
    await expect(within(card).getByText('packages/cortex/src/area.ts')).toBeVisible();
    await expect(within(card).getByRole('link', { name: /10\.1093/ })).toBeVisible();
    await userEvent.click(within(card).getByRole('button', { name: /Close/ }));
    await expect(canvas.queryByRole('complementary')).toBeNull();
  },
};

export const Nrem: Story = {
  ...shown({ playhead: at(4501) }),
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText('G not trained now')).toBeVisible();
  },
};

/** Feedback climbs what the monitor descends. */
export const Rem: Story = {
  ...shown({ playhead: at(4502) }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(await canvas.findByText('G climbs L_REM')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'REM: adversarial dreaming' }));
    await expect(await canvas.findByText('ΔG ∝ +∇ L_REM')).toBeVisible();
  },
};

export const Lesion: Story = {
  ...shown({ source: createPanelSource({ config: { lesions: { realityMonitor: true } } }), playhead: at(4502) }),
};

export const Live: Story = { ...shown({ source: createPanelSource({ status: 'running' }), playhead: at(8999) }) };

export const LongRun: Story = {
  ...shown({ source: createPanelSource({ ticks: 117_300 }), playhead: at(117_000, 117_300) }),
};

export const NothingMeasured: Story = { ...shown({ source: createPanelSource({ areasEvery: 0 }) }) };

export const Empty: Story = { ...shown({ source: createPanelSource({ ticks: 0, sheets: 0 }), playhead: at(0, 0) }) };

export const Loading: Story = { ...shown({ source: createPanelSource({ isLoading: true }) }) };

export const Torn: Story = {
  ...shown({ source: createPanelSource({ isTorn: true }) }),
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(/could not be read/)).toBeVisible();
  },
};

/** Changes of weights that are no numbers. */
export const Diverged: Story = {
  ...shown({ source: createPanelSource({ isDiverged: true }), playhead: at(8999) }),
};

export const Dark: Story = { globals: { theme: 'dark' }, ...shown({ playhead: at(4502) }) };

export const ReducedMotion: Story = {
  ...shown({ playhead: at(4502) }),
  tags: ['reduced-motion'],
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('G climbs L_REM');
    await expectStillness(canvasElement);
  },
};
