import { expect } from 'storybook/test';

/** That nothing moves by itself where people asked their system for less motion, as the stories tagged `reduced-motion` are run. */
export async function expectStillness(element: HTMLElement): Promise<void> {
  await expect(matchMedia('(prefers-reduced-motion: reduce)').matches).toBe(true);
  const durations = [...element.querySelectorAll('*')].map((each) => {
    const { transitionDuration, animationDuration } = getComputedStyle(each);
    return `${transitionDuration} ${animationDuration}`;
  });
  await expect(durations.filter((each) => !/^(0s(, )?)+ (0s(, )?)+$/.test(each))).toEqual([]);
  await expect(document.getAnimations()).toEqual([]);
}
