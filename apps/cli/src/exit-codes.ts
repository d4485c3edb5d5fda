/** What the process tells its caller; batch systems requeue on `resumeMe`. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  someRunsFailed: 3,
  diverged: 4,
  resumeMe: 75,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
