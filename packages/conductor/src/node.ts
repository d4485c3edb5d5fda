export { loadSchedule } from './node/load-schedule.ts';
export { importHypnogramFile } from './node/import-hypnogram-file.ts';
