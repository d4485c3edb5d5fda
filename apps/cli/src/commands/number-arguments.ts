import { InvalidArgumentError } from 'commander';

/** @returns an integer from `least`. @throws InvalidArgumentError */
export const integerFrom =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < least) {
      throw new InvalidArgumentError(`Expected an integer from ${least}.`);
    }
    return value;
  };

/** @returns a number from `least`, or above it. @throws InvalidArgumentError */
export const numberFrom =
  (least: number, { isExclusive = false } = {}) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < least || (isExclusive && value === least)) {
      throw new InvalidArgumentError(`Expected a number ${isExclusive ? 'above' : 'from'} ${least}.`);
    }
    return value;
  };
