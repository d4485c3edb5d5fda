import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { createPlayhead } from '../state/create-playhead.ts';
import { expectStillness } from '../test-kit/expect-stillness.ts';
import { createPanelSource } from '../test-kit/panel-source.ts';
import { LatentSpace, type LatentSpaceProps } from './LatentSpace.tsx';

const meta: Meta = { title: 'Panels/Latent space' };
export default meta;
type Story = StoryObj;

const usual = { source: createPanelSource(), playhead: createPlayhead({ ticks: 9000, tick: 8999 }) };

/** Sources and play-heads are no arguments of a story: nothing could show or change them. */
const shown = (props: Partial<LatentSpaceProps> = {}): Story => ({
  render: () => <LatentSpace {...usual} {...props} />,
});

const played = createPlayhead({ ticks: 9000, tick: 0 });

/** Arrow keys go through the images; the picture and the coordinates of each are told. */
export const OneRun: Story = {
  ...shown(),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const plane = await canvas.findByRole('application');
    plane.focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect(await canvas.findByText(/^Image 1,/)).toBeVisible();
    await userEvent.keyboard('{ArrowRight}');
    await expect(await canvas.findByText(/^Image 11,/)).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect(await canvas.findByText(/Point at one/)).toBeVisible();
  },
};

/** Playing takes the play-head from plane to plane. */
export const Playing: Story = {
  ...shown({ playhead: played }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText(/plane 1 of 5/);
    await userEvent.click(canvas.getByRole('button', { name: 'Play' }));
    await waitFor(() => expect(played.tick).toBeGreaterThan(0), { timeout: 3000 });
    await userEvent.click(canvas.getByRole('button', { name: 'Pause' }));
  },
};

export const OneClass: Story = {
  ...shown(),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const [first] = await canvas.findAllByRole('button', { pressed: false, name: /\d/ });
    await userEvent.click(first!);
    await expect(first).toHaveAttribute('aria-pressed', 'true');
  },
};

export const CleanAlone: Story = { ...shown({ source: createPanelSource({ hasOccluded: false, hasImages: false }) }) };

export const Live: Story = { ...shown({ source: createPanelSource({ status: 'running', planes: 2 }) }) };

export const Empty: Story = {
  ...shown({ source: createPanelSource({ planes: 0 }) }),
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(/has no latent planes/)).toBeVisible();
  },
};

export const Loading: Story = { ...shown({ source: createPanelSource({ isLoading: true }) }) };

export const Torn: Story = { ...shown({ source: createPanelSource({ isTorn: true }) }) };

export const LongRun: Story = {
  ...shown({
    source: createPanelSource({ ticks: 117_300, planes: 51 }),
    playhead: createPlayhead({ ticks: 117_300, tick: 60_000 }),
  }),
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(/of 51, axes the same in all/)).toBeVisible();
  },
};

/** Latents that are no numbers have no place; the others keep theirs. */
export const Diverged: Story = {
  ...shown({ source: createPanelSource({ isDiverged: true }) }),
  play: async ({ canvasElement }) => {
    await expect(
      await within(canvasElement).findByText(/20 of them have no place: their latents are not a number/),
    ).toBeVisible();
  },
};

export const Dark: Story = { ...shown(), globals: { theme: 'dark' } };

export const ReducedMotion: Story = {
  ...shown(),
  tags: ['reduced-motion'],
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('application');
    await expectStillness(canvasElement);
  },
};
