import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { BrowserSimulationPage } from './BrowserSimulationPage.tsx';
import { stillSimulation, type StillOptions } from './test-support/still-simulation.ts';

const meta = { title: 'Simulation/Page', component: BrowserSimulationPage } satisfies Meta<
  typeof BrowserSimulationPage
>;
export default meta;
type Story = StoryObj<typeof meta>;

const standing = (options: StillOptions = {}): Story => {
  const simulation = stillSimulation(options);
  return { args: { create: () => simulation } };
};

export const Resting = standing();

export const Beginning = standing({ activity: 'beginning', backend: null, ticks: 0, isSeen: false });

export const Playing = standing({
  activity: 'playing',
  ticks: 96,
  speed: { ticksPerSecond: 9.7, cyclesPerSecond: 3.2 },
});

export const Emulated = standing({
  backend: {
    name: 'cpu',
    device: 'plain JavaScript, one thread',
    emulated: false,
    passedOver: [
      { name: 'webgpu', reason: 'no graphics adapter' },
      { name: 'webgl', reason: 'only emulated on the CPU (SwiftShader)' },
    ],
  },
});

export const Diverged = standing({
  activity: 'failed',
  problem: {
    code: 'DIVERGED',
    message:
      'Diverged at tick 96: reconstruction is NaN. Lower plasticity.learningRate, or start again from a checkpoint.',
    advice: 'Go back to an earlier moment, or start again with another seed or schedule.',
  },
});

export const Finished = standing({ activity: 'finished', ticks: 300 });

export const Dark: Story = { ...standing(), globals: { theme: 'dark' } };

export const Nights = standing({ brain: { schedule: { preset: 'short-nights' } }, ticks: 30 });

export const ByKeyboard: Story = {
  ...standing(),
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    const live = await canvas.findByRole('button', { name: 'Live: play the brain' });
    live.focus();
    await userEvent.keyboard('{Enter}');
    await expect(await canvas.findByRole('button', { name: 'Pause the brain' })).toHaveFocus();
    await userEvent.keyboard(' ');
    await expect(canvas.getByRole('button', { name: /^Step by night/ })).toBeDisabled();
    await userEvent.tab();
    await expect(canvas.getByRole('button', { name: /^Step by tick/ })).toHaveFocus();
  },
};

export const OwnSchedule: Story = {
  ...standing(),
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await userEvent.selectOptions(canvas.getByLabelText('Schedule'), 'Your own, as YAML');
    const text = canvas.getByLabelText('Schedule as YAML');
    await userEvent.clear(text);
    await userEvent.type(text, 'kind: nigths');
    await waitFor(() => expect(canvas.getByText(/did you mean "nights"/)).toBeVisible());
    await expect(canvas.getByRole('button', { name: 'Begin a new life' })).toBeDisabled();
  },
};
