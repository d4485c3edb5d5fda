// Stands for the command line: makes a run directory as `oneiros run` does, and lives until it is asked to stop.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const words = process.argv.slice(2);
const valueOf = (flag) => words[words.indexOf(flag) + 1];
const out = valueOf('--out');
const yaml = readFileSync(valueOf(words[1]), 'utf8');
if (existsSync(out)) {
  process.stderr.write(`error: ${out} exists\n{"error":{"code":"RUN_EXISTS","message":"${out} exists already."}}\n`);
  process.exit(2);
}
if (yaml.includes('mute')) process.exit(1);
mkdirSync(out);
writeFileSync(join(out, 'asked.json'), JSON.stringify({ words, yaml }));
writeFileSync(join(out, 'run.json'), '{}');
if (!yaml.includes('brief')) setInterval(() => {}, 1000);
process.on('SIGTERM', () => {
  writeFileSync(join(out, 'stopped'), '');
  process.exit(75);
});
