export { loadSchedule } from './node/load-schedule.ts';
