export { drawFigure } from './draw-figure.ts';
export {
  extentOf,
  isDrawable,
  type BarsMark,
  type DotsMark,
  type Figure,
  type LevelMark,
  type LineMark,
  type Mark,
  type Panel,
  type Point,
  type SpansMark,
} from './figure.ts';
export { csvOf, figureCsv, figureCsvHeader } from './figure-csv.ts';
export { escapeMarkup, seriesColors } from './svg.ts';
