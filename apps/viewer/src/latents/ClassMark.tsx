import { classColor, classShape, type ClassShape } from './class-colors.ts';

const shapes: Readonly<Record<ClassShape, string>> = {
  circle: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9Z',
  square: 'M3 3H11V11H3Z',
  triangle: 'M7 2 12 11H2Z',
  diamond: 'M7 1.5 12.5 7 7 12.5 1.5 7Z',
  plus: 'M5.2 2H8.8V5.2H12V8.8H8.8V12H5.2V8.8H2V5.2H5.2Z',
};

/** The mark of a class in the legend; its name stands beside it. */
export const ClassMark = ({ label }: { readonly label: number }) => (
  <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden>
    <path d={shapes[classShape(label)]} fill={classColor(label)} />
  </svg>
);
