import { mergeConfig } from 'vitest/config';
import { projectConfig } from '../../vitest.shared.ts';

export default mergeConfig(projectConfig('inception'), { test: { setupFiles: ['./vitest.setup.ts'] } });
