import { runCommand } from '../added-engine/run-command.ts';

const script = `
try {
  process.stdout.write(String(require(process.argv[1]).TF_Version));
} catch (error) {
  process.stderr.write(error.message);
  process.exitCode = 1;
}`;

/**
 * Loads a binding in a process of its own, which may crash.
 *
 * @returns the version of TensorFlow's library.
 * @throws CommandFailedError with the words of the system's loader.
 */
export function loadOnce(binding: string): Promise<string> {
  return runCommand(process.execPath, ['-e', script, binding], {
    timeoutMs: 120_000,
    advice: '',
    environment: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
}
