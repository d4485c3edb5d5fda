import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { FigureFrame } from './FigureFrame.tsx';

const meta: Meta<typeof FigureFrame> = {
  title: 'Parts/Figure',
  component: FigureFrame,
  args: {
    title: 'Readout',
    summary: 'From 22 % after the first epoch to 54 % after 25; chance is 10 %.',
    children: (
      <svg viewBox="0 0 300 80" width="300" height="80" role="img" aria-label="A line that rises">
        <polyline points="0,70 100,40 200,30 300,26" fill="none" stroke="var(--series-1)" strokeWidth="1.5" />
      </svg>
    ),
    table: () => ({ columns: ['epoch', 'accuracy'], rows: [[1, 0.2213], [25, null]] }), // prettier-ignore
    exports: {
      name: 'readout',
      svg: () => '<svg xmlns="http://www.w3.org/2000/svg"/>',
      csv: () => 'a\r\n',
      command: 'oneiros compare',
    },
  },
};
export default meta;
type Story = StoryObj<typeof FigureFrame>;

export const Plain: Story = {};
export const Dark: Story = { globals: { theme: 'dark' } };

/** The table opens from the keyboard; a value that is missing says so. */
export const Table: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    canvas.getByRole('button', { name: 'Table of Readout' }).focus();
    await userEvent.keyboard('{Enter}');
    await expect(canvas.getByRole('cell', { name: '0.2213' })).toBeVisible();
    await expect(canvas.getByRole('cell', { name: '–' })).toBeVisible();
  },
};

/** Enter opens the menu on its first entry, arrows go round, Escape gives the focus back. */
export const Exports: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const button = canvas.getByRole('button', { name: 'Export Readout' });
    button.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(canvas.getByRole('menuitem', { name: 'SVG, vector' })).toHaveFocus());
    await userEvent.keyboard('{ArrowUp}');
    await expect(canvas.getByRole('menuitem', { name: /command that makes this/ })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    await expect(canvas.getByRole('menuitem', { name: 'CSV, every value' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect(button).toHaveFocus();
    await expect(canvas.queryByRole('menu')).toBeNull();
  },
};
