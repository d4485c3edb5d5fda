import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { LevelSliders } from './LevelSliders.tsx';
import { stillSimulation } from './test-support/still-simulation.ts';

const meta = { title: 'Simulation/Levels', component: LevelSliders } satisfies Meta<typeof LevelSliders>;
export default meta;
type Story = StoryObj<typeof meta>;

export const BySchedule: Story = { args: { simulation: stillSimulation({ ticks: 7 }) } };

export const Beginning: Story = { args: { simulation: stillSimulation({ activity: 'beginning', backend: null }) } };

export const HeldByHand: Story = {
  args: { simulation: stillSimulation({ ticks: 7, clamps: [{ tick: 3, ach: 0.35, na: null }] }) },
};

/** Seven ticks: the next one is NREM, with both levels low. */
export const ByKeyboard: Story = {
  args: { simulation: stillSimulation({ ticks: 7 }) },
  async play({ canvasElement, args }) {
    const canvas = within(canvasElement);
    const slider = canvas.getByRole('slider', { name: 'Acetylcholine' });
    slider.focus();
    await userEvent.keyboard('{End}');
    await expect(canvas.getByText(/held, the schedule says 0.00/)).toBeVisible();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    await expect(slider).toHaveValue('0.98');
    await userEvent.click(canvas.getByRole('button', { name: 'Give back Acetylcholine to the schedule' }));
    await expect(slider).toHaveValue('0');
    await expect(args.simulation.clamps).toEqual([]);
  },
};
