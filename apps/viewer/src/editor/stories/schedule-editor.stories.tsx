import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, screen, userEvent, waitFor, within } from 'storybook/test';
import { expectStillness } from '../../test-kit/expect-stillness.ts';
import { ScheduleEditor } from '../ScheduleEditor.tsx';

const meta = {
  title: 'Editor/Schedule',
  component: ScheduleEditor,
  parameters: { layout: 'fullscreen' },
} satisfies Meta<typeof ScheduleEditor>;

export default meta;
type Story = StoryObj<typeof meta>;

const TIMEOUT = 60_000;
const night = () => screen.findByRole('slider', { name: 'Night, to be painted' }, { timeout: TIMEOUT });
const shown = () => screen.findByText('total sleep time', undefined, { timeout: TIMEOUT });

const recorded = `kind: life
source:
  hypnogram:
    name: a night
    runs: [[WAKE, 600], [N1, 300], [N2, 3000], [N3, 2400], [N2, 1200], [REM, 900], [N2, 2400], [REM, 1800], [WAKE, 300]]
`;

export const AdultNights: Story = {
  play: async () => {
    await shown();
    await expect(await night()).toHaveAttribute('aria-valuetext', expect.stringContaining('Wake'));
  },
};

export const PaintedByKeyboard: Story = {
  args: { initialYaml: recorded },
  play: async () => {
    const slider = await night();
    slider.focus();
    // To the end of the first stretch, then a minute on, selected, becomes REM.
    await userEvent.keyboard('{Control>}{ArrowRight}{/Control}{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    await expect(slider).toHaveAttribute('aria-valuetext', '0:10 to 0:11 selected, 1 min, cursor in N1');
    await userEvent.keyboard('r');
    await userEvent.click(screen.getByRole('tab', { name: 'YAML' }));
    await expect(screen.getByLabelText('Schedule file')).toHaveTextContent('- [ REM, 60 ] - [ N1, 240 ]');
    slider.focus();
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect(screen.getByLabelText('Schedule file')).toHaveTextContent('- [ N1, 300 ]');
    await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}');
    await expect(screen.getByLabelText('Schedule file')).toHaveTextContent('- [ REM, 60 ]');
  },
};

export const BoundaryMovedByKeyboard: Story = {
  args: { initialYaml: recorded },
  play: async () => {
    const slider = await night();
    slider.focus();
    await userEvent.keyboard('{Control>}{ArrowRight}{/Control}{Alt>}{ArrowRight}{ArrowRight}{/Alt}');
    await userEvent.click(screen.getByRole('tab', { name: 'YAML' }));
    await expect(screen.getByLabelText('Schedule file')).toHaveTextContent('- [ WAKE, 660 ] - [ N1, 240 ]');
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await expect(screen.getByLabelText('Schedule file')).toHaveTextContent('- [ WAKE, 600 ] - [ N1, 300 ]');
  },
};

export const Manipulated: Story = {
  args: {
    initialYaml: `kind: life
days: 4
source: { preset: adult }
manipulations:
  - { kind: rem-deprivation, days: { from: 0, to: 1 } }
  - { kind: clamp, ach: 0.1, hours: { fromHour: 1, toHour: 2.5 } }
`,
  },
  play: async () => {
    await shown();
    const end = await screen.findByRole('slider', { name: 'Clamp (2), hours, end' });
    end.focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect(end).toHaveAttribute('aria-valuetext', '2.75 hours after sleep onset');
    await userEvent.click(screen.getByRole('tab', { name: 'Manipulations' }));
    await userEvent.selectOptions(screen.getByLabelText('Add'), 'arousals');
    await userEvent.click(screen.getByRole('button', { name: 'Insert' }));
    await expect(await screen.findByRole('slider', { name: 'Arousals (3), hours, start' })).toBeVisible();
  },
};

export const WrongInPlaces: Story = {
  args: {
    initialYaml: `kind: life
days: none
source: { preset: adult, overrides: { remPercent: 95 } }
gates: { widht: 0.1 }
`,
  },
  play: async () => {
    await expect(await screen.findByText('3 things to mend:', undefined, { timeout: TIMEOUT })).toBeVisible();
    const rem = screen.getByRole('textbox', { name: 'REM percent' });
    await waitFor(() => expect(rem).toHaveAccessibleDescription(expect.stringContaining('within 100 %')));
    await expect(rem).toBeInvalid();
    await expect(screen.getByRole('button', { name: 'Save YAML' })).toBeDisabled();
    await userEvent.clear(rem);
    await userEvent.type(rem, '20');
    await waitFor(() => expect(rem).toBeValid(), { timeout: TIMEOUT });
  },
};

export const SleepModel: Story = {
  args: { initialYaml: 'kind: life\ndays: 2\nsource: { model: gleit-booth }\n' },
  play: async () => {
    await shown();
    await expect(screen.getByLabelText('Sleep model', { selector: 'select' })).toHaveValue('gleit-booth');
  },
};

export const Mouse: Story = {
  args: { initialYaml: 'kind: life\nsource: { preset: mouse }\n' },
  play: () => shown().then(() => undefined),
};

export const NightsOfMiniBatches: Story = {
  args: { initialYaml: 'kind: nights\n' },
  play: async () => {
    await expect(
      await screen.findByText(/360 mini-batches a day, 360 in all/u, undefined, { timeout: TIMEOUT }),
    ).toBeVisible();
  },
};

export const PaperCycle: Story = {
  args: { initialYaml: 'kind: cycle\n' },
  play: async () => {
    await expect(
      await screen.findByText(/3 mini-batches a cycle, without end/u, undefined, { timeout: TIMEOUT }),
    ).toBeVisible();
  },
};

/** Scored in epochs of 4 s over two days: 20,000 stretches. */
export const LongRecording: Story = {
  args: {
    initialYaml: `kind: life
source:
  hypnogram:
    name: two days
    epochSeconds: 4
    runs: [${Array.from({ length: 20_000 }, (_, i) => `[${['WAKE', 'NREM', 'REM', 'NREM'][i % 4]}, ${4 + 4 * (i % 3)}]`).join(', ')}]
`,
  },
  play: async () => {
    await shown();
    await userEvent.click(screen.getByRole('tab', { name: 'Stages as a table' }));
    await expect(screen.getByText(/20000 stretches, 1 to 50 shown/u)).toBeVisible();
  },
};

export const Started: Story = {
  args: { onStart: fn(() => Promise.resolve({ id: 'pad-1' })) },
  play: async ({ args }) => {
    await shown();
    await userEvent.click(screen.getByRole('button', { name: 'Start a run' }));
    await expect(await screen.findByText('Started run pad-1.')).toBeVisible();
    await expect(args.onStart).toHaveBeenCalledWith(expect.stringContaining('preset: adult'));
  },
};

export const StartRefused: Story = {
  args: { onStart: () => Promise.reject(new Error('Expected at most 1 running at once; wait until one ends.')) },
  play: async () => {
    await shown();
    await userEvent.click(screen.getByRole('button', { name: 'Start a run' }));
    await expect(await screen.findByText(/^Not started: Expected at most 1/u)).toBeVisible();
  },
};

export const ImportedFile: Story = {
  play: async () => {
    await shown();
    const epochs = [
      '0',
      '1',
      ...Array<string>(30).fill('2'),
      ...Array<string>(20).fill('3'),
      ...Array<string>(12).fill('5'),
      '0',
    ];
    const file = new File([epochs.join('\n')], 'night.txt', { type: 'text/plain' });
    await userEvent.upload(screen.getByLabelText('Schedule or scored night'), file);
    const dialog = within(await screen.findByRole('dialog', { name: 'Import night.txt' }));
    await expect(dialog.getByLabelText('Stage of code 5')).toHaveValue('REM');
    await userEvent.selectOptions(dialog.getByLabelText('Stage of code 0'), 'N1');
    await expect(await dialog.findByText('by hand')).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Take this night' }));
    await night();
    await expect(screen.getByText(/night.txt: lived every day/u)).toBeVisible();
  },
};

export const Dark: Story = { globals: { theme: 'dark' }, play: () => shown().then(() => undefined) };

export const Narrow: Story = { globals: { viewport: { value: 'mobile1' } }, play: () => shown().then(() => undefined) };

export const ReducedMotion: Story = {
  tags: ['reduced-motion'],
  play: async ({ canvasElement }) => {
    await shown();
    await expectStillness(canvasElement);
  },
};
