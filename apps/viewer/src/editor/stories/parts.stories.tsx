import { presetNight } from '@oneiros/conductor';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, screen, userEvent } from 'storybook/test';
import { FieldList } from '../fields/FieldList.tsx';
import { recordingOf } from '../model/recording.ts';
import type { ScheduleDraft } from '../model/schedule-draft.ts';
import { modelFields, presetFields } from '../model/schedule-forms.ts';
import { ImportDialog } from '../parts/ImportDialog.tsx';
import { LevelsEditor } from '../parts/LevelsEditor.tsx';
import { MiniBatchesPanel } from '../parts/MiniBatchesPanel.tsx';
import { SleepNumbers } from '../parts/SleepNumbers.tsx';
import { StageTable } from '../parts/StageTable.tsx';
import { useDraft } from '../editor-context.tsx';
import { previewLife } from '../review/preview-life.ts';
import { resolveSchedule } from '@oneiros/conductor';
import { StoryEditor } from './StoryEditor.tsx';

const meta = { title: 'Editor/Parts' } satisfies Meta;

export default meta;
type Story = StoryObj<typeof meta>;

const draft = () => JSON.parse(screen.getByLabelText('draft').textContent) as ScheduleDraft;

const { runs, epochSeconds } = presetNight('adult');
const recorded: ScheduleDraft = {
  kind: 'life',
  source: { hypnogram: { name: 'adult', epochSeconds, runs: runs.map(({ stage, seconds }) => [stage, seconds]) } },
};

export const LevelsDraggedByKeyboard: Story = {
  render: () => (
    <StoryEditor draft={{ kind: 'life' }}>
      <LevelsEditor kind="life" />
    </StoryEditor>
  ),
  play: async () => {
    const dot = screen.getByRole('slider', { name: 'ACh in N1' });
    dot.focus();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{PageUp}');
    await expect(dot).toHaveAttribute('aria-valuenow', '0.57');
    await expect(draft()).toEqual({ kind: 'life', levels: { stages: { N1: { ach: 0.57 } } } });
  },
};

export const LevelsOfATable: Story = {
  render: () => (
    <StoryEditor draft={{ kind: 'life', levels: { achTable: 'cortex-microdialysis' } }}>
      <LevelsEditor kind="life" />
    </StoryEditor>
  ),
  play: async () => {
    await expect(screen.getByRole('textbox', { name: 'ACh in N2' })).toBeDisabled();
    await expect(screen.getByRole('textbox', { name: 'NA in N2' })).toBeEnabled();
  },
};

export const LevelsOfThePaper: Story = {
  render: () => (
    <StoryEditor draft={{ kind: 'cycle', order: ['wake', 'nrem', 'rem', 'quiet-wake'] }}>
      <LevelsEditor kind="cycle" />
    </StoryEditor>
  ),
};

function Table() {
  return <StageTable night={recordingOf(useDraft())!} />;
}

export const TableByKeyboard: Story = {
  render: () => (
    <StoryEditor draft={recorded}>
      <Table />
    </StoryEditor>
  ),
  play: async () => {
    const stage = screen.getByRole('combobox', { name: 'Stage of row 2' });
    stage.focus();
    await userEvent.keyboard('3');
    await expect(stage).toHaveValue('N3');
    await userEvent.keyboard('{Enter}');
    await expect(screen.getByRole('combobox', { name: 'Stage of row 3' })).toHaveFocus();
    const minutes = screen.getByRole('textbox', { name: 'Minutes of row 1' });
    await userEvent.clear(minutes);
    await userEvent.type(minutes, '12,5');
    await expect(recordingOf(draft())!.runs[0]).toEqual({ stage: 'WAKE', seconds: 750 });
    await userEvent.clear(minutes);
    await userEvent.type(minutes, 'long');
    await expect(minutes).toBeInvalid();
  },
};

export const FieldsOfAPreset: Story = {
  render: () => (
    <StoryEditor draft={{ kind: 'life', source: { preset: 'adult', overrides: { remPercent: 120 } } }}>
      <FieldList fields={presetFields('adult')} parent={['source', 'overrides']} />
    </StoryEditor>
  ),
  play: async () => {
    const rem = screen.getByRole('textbox', { name: 'REM percent' });
    await expect(rem).toHaveAccessibleDescription(/100/u);
    await userEvent.click(screen.getByRole('button', { name: 'REM percent: usual 23.9' }));
    await expect(draft()).toEqual({ kind: 'life', source: { preset: 'adult' } });
    screen.getByRole('textbox', { name: 'cycles' }).focus();
    await userEvent.keyboard('{ArrowUp}');
    await expect(draft()).toMatchObject({ source: { overrides: { cycles: 6 } } });
  },
};

export const FieldsOfAModel: Story = {
  render: () => (
    <StoryEditor draft={{ kind: 'life', source: { model: 'gleit-booth' } }}>
      <FieldList fields={modelFields('gleit-booth')} parent={['source', 'parameters']} />
    </StoryEditor>
  ),
};

export const MiniBatches: Story = {
  render: () => (
    <StoryEditor draft={{ kind: 'life' }}>
      <MiniBatchesPanel kind="life" />
    </StoryEditor>
  ),
  play: async () => {
    await userEvent.type(screen.getByRole('textbox', { name: 'minutes per mini batch' }), '10');
    await expect(draft()).toEqual({ kind: 'life', updates: { mode: 'proportional', minutesPerMiniBatch: 10 } });
    await userEvent.selectOptions(screen.getByLabelText('Mini-batches'), 'equal');
    await expect(draft()).toEqual({ kind: 'life', updates: { mode: 'equal' } });
  },
};

const previewOf = (schedule: object) => {
  const life = resolveSchedule(schedule);
  if (life.kind !== 'life') throw new Error('Expected a life.');
  const steps = previewLife(life, { day: 0, wholeDay: false });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
};

export const NumbersBesideTheSource: Story = {
  render: () => <SleepNumbers preview={previewOf({ kind: 'life', manipulations: [{ kind: 'rem-deprivation' }] })} />,
  play: async () => {
    await expect(screen.getByRole('columnheader', { name: 'as lived' })).toBeVisible();
  },
};

export const NumbersOfAMouse: Story = {
  render: () => <SleepNumbers preview={previewOf({ kind: 'life', source: { preset: 'mouse-light' } })} />,
};

const bytes = (text: string) => new TextEncoder().encode(text);

export const ImportUnreadable: Story = {
  render: () => (
    <ImportDialog file={{ name: 'poem.txt', bytes: bytes('no night at all') }} onTake={fn()} onClose={fn()} />
  ),
  play: async () => {
    await expect(await screen.findByRole('alert')).toHaveTextContent('poem.txt');
    await expect(screen.getByRole('button', { name: 'Take this night' })).toBeDisabled();
  },
};

export const ImportGuessed: Story = {
  render: () => (
    <ImportDialog
      file={{ name: 'codes.txt', bytes: bytes([0, 0, 1, 2, 2, 2, 2, 3, 3, 3, 2, 5, 5, 5, 0].join('\n')) }}
      onTake={fn()}
      onClose={fn()}
    />
  ),
  play: async () => {
    await expect((await screen.findAllByText(/guessed/u))[0]).toBeVisible();
  },
};
