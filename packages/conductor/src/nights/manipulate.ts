import type { Hypnogram } from '../stages.ts';
import type { Manipulation } from './manipulation-schema.ts';
import type { Intervention, LevelClamp, ManipulatedNight, ManipulateOptions, StageDebt } from './manipulation.ts';
import { manipulationStep } from './manipulation-step.ts';
import type { NightRandom } from './night-random.ts';
import { debtAfter, reboundNight } from './sleep-debt.ts';

/** Whether a manipulation acts on a day. */
export const actsOn = ({ days }: Manipulation, day: number): boolean =>
  days === undefined || (day >= days.from && day <= days.to);

interface Lived {
  readonly hypnogram: Hypnogram;
  /** Of each manipulation. */
  readonly interventions: readonly (readonly Intervention[])[];
  readonly clamps: readonly LevelClamp[];
  readonly debt: StageDebt;
}

function live(
  hypnogram: Hypnogram,
  manipulations: readonly Manipulation[],
  { debt, random, yokedTo }: { debt: StageDebt; random: NightRandom; yokedTo: Lived | null },
): Lived {
  let after = reboundNight(hypnogram, debt);
  const clamps: LevelClamp[] = [];
  const interventions = manipulations.map((manipulation, i) => {
    const yokedMoments = yokedTo === null ? [] : yokedTo.interventions[i]!.map(({ seconds }) => seconds);
    const step = manipulationStep(after, manipulation, { debt, random, yokedMoments });
    after = step.hypnogram;
    clamps.push(...step.clamps);
    return step.interventions;
  });
  return { hypnogram: after, interventions, clamps, debt: debtAfter(debt, hypnogram, after) };
}

/** What is done to whom a control is yoked to. */
const withoutYoke = (manipulation: Manipulation): Manipulation =>
  manipulation.kind === 'yoked-awakenings' ? { ...manipulation, kind: 'rem-deprivation' } : manipulation;

/**
 * Does things to a night, in the order of the list: each acts on the stages that the ones before it left; clamps act on levels and
 * change no stage. Before all of them, what is owed comes back as longer REM and N3 (rebound). Only the time from sleep onset to
 * the last sleep changes, in whole epochs, and never in length.
 *
 * Debt is counted against the hypnogram as given: whatever cut its REM or N3, half of what is missing is asked for in the next
 * night. A yoked control is woken when its deprived twin would be, who lives through the same list with `rem-deprivation` instead, with
 * the same chance and a debt of its own (`debt.yokedTo`): in a fork of one life with the same seed, the awakenings agree.
 * @param hypnogram a night, or a day with its night, in whole epochs.
 * @returns the same hypnogram where nothing acts on the day and nothing is owed.
 * @source Endo et al. 1998, Am J Physiol 274:R1186 (REM to 9.2 % over 3 nights, 140.1 % in the first recovery night)
 */
export function manipulate(
  hypnogram: Hypnogram,
  manipulations: readonly Manipulation[],
  { day, random, debt }: ManipulateOptions,
): ManipulatedNight {
  const acting = manipulations.filter((manipulation) => actsOn(manipulation, day));
  const isYoked = acting.some(({ kind }) => kind === 'yoked-awakenings');
  const twin = isYoked ? live(hypnogram, acting.map(withoutYoke), { debt: debt.yokedTo, random, yokedTo: null }) : null;
  const lived = live(hypnogram, acting, { debt, random, yokedTo: twin });
  return {
    hypnogram: lived.hypnogram,
    interventions: lived.interventions.flat().sort((a, b) => a.seconds - b.seconds),
    clamps: lived.clamps,
    // A twin whom nobody follows any longer sleeps as given.
    debt: {
      ...lived.debt,
      yokedTo: twin?.debt ?? debtAfter(debt.yokedTo, hypnogram, reboundNight(hypnogram, debt.yokedTo)),
    },
  };
}
