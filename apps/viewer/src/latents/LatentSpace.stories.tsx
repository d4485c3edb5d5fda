import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { createPlayhead } from '../state/create-playhead.ts';
import { createPanelSource } from '../test-kit/panel-source.ts';
import { LatentSpace } from './LatentSpace.tsx';

const meta: Meta<typeof LatentSpace> = {
  title: 'Panels/Latent space',
  component: LatentSpace,
  args: { source: createPanelSource(), playhead: createPlayhead({ ticks: 9000, tick: 8999 }) },
};
export default meta;
type Story = StoryObj<typeof LatentSpace>;

const played = createPlayhead({ ticks: 9000, tick: 0 });

/** Arrow keys go through the images; the picture and the coordinates of each are told. */
export const OneRun: Story = {
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
  args: { playhead: played },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByText(/plane 1 of 5/);
    await userEvent.click(canvas.getByRole('button', { name: 'Play' }));
    await waitFor(() => expect(played.tick).toBeGreaterThan(0), { timeout: 3000 });
    await userEvent.click(canvas.getByRole('button', { name: 'Pause' }));
  },
};

export const OneClass: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const [first] = await canvas.findAllByRole('button', { pressed: false, name: /\d/ });
    await userEvent.click(first!);
    await expect(first).toHaveAttribute('aria-pressed', 'true');
  },
};

export const CleanAlone: Story = { args: { source: createPanelSource({ hasOccluded: false, hasImages: false }) } };

export const Live: Story = { args: { source: createPanelSource({ status: 'running', planes: 2 }) } };

export const Empty: Story = {
  args: { source: createPanelSource({ planes: 0 }) },
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByText(/has no latent planes/)).toBeVisible();
  },
};

export const Loading: Story = { args: { source: createPanelSource({ isLoading: true }) } };

export const Torn: Story = { args: { source: createPanelSource({ isTorn: true }) } };

export const Dark: Story = { globals: { theme: 'dark' } };
