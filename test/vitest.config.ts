import { mergeConfig } from 'vitest/config';
import { projectConfig } from '../vitest.shared.ts';

/** Last of all projects and as long as the others together: two files at a time, which mostly wait for processes of their own. */
export default mergeConfig(projectConfig('test'), { test: { maxWorkers: 2 } });
