import { startOneiros, type Where } from './oneiros.ts';

/** What `oneiros view --json` says of itself. */
export interface Viewing {
  readonly url: string;
  readonly port: number;
  readonly token: string;
  readonly canStart: boolean;
  /** As Ctrl-C does. @returns the exit code */
  stop(): Promise<number | null>;
}

/** Starts `oneiros view` on any port that is free. @throws Error with its own words where it does not come up */
export async function startView(args: readonly string[], where: Where): Promise<Viewing> {
  const child = startOneiros(['view', ...args, '--port', '0', '--json'], where);
  let said = '';
  const address = await new Promise<Omit<Viewing, 'stop'>>((resolve, reject) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.endsWith('\n')) resolve(JSON.parse(said) as Viewing);
    });
    void child.finished.then(({ stderr }) => reject(new Error(stderr)));
  });
  return {
    ...address,
    async stop() {
      child.kill('SIGINT');
      return (await child.finished).code;
    },
  };
}
