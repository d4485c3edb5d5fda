export { tinyCycle, tinyLife, tinyNights } from './test-kit/tiny-schedules.ts';
export { recordStates, type StateRecord } from './test-kit/record-states.ts';
export { drawRuns, runsOfMarbles } from './test-kit/draw-runs.ts';
