import { access } from 'node:fs/promises';
import { KNOWN_SETS } from '@oneiros/senses/node';
import { EMBEDDED_SCENES } from '@oneiros/senses';
import type { Output } from '../output.ts';
import { dataFolder } from './data-folder.ts';

/** Prints every image set with its size and whether its folder is here. */
export async function listData(output: Output): Promise<void> {
  const sets: { name: string; title: string; train: number; test: number; folder?: string; isHere: boolean }[] = [
    {
      name: 'scenes',
      title: 'drawn scenes with ten kinds of things; embedded, the default',
      train: EMBEDDED_SCENES.train,
      test: EMBEDDED_SCENES.test,
      isHere: true,
    },
  ];
  for (const [name, { title, counts }] of Object.entries(KNOWN_SETS)) {
    const folder = dataFolder(name);
    const isHere = await access(folder).then(
      () => true,
      () => false,
    );
    sets.push({ name, title, ...counts, folder, isHere });
  }
  output.resultJson('data-list', { sets });
  for (const { name, title, train, test, folder, isHere } of sets) {
    const place = folder === undefined ? 'always here' : isHere ? `in ${folder}` : `not here: oneiros data get ${name}`;
    output.result(`${name.padEnd(14)} ${String(train).padStart(6)} + ${String(test).padStart(6)}  ${title} (${place})`);
  }
  output.result(
    `${'folder'.padEnd(14)} ${' '.repeat(15)}  your own PNG pictures, one folder a class (--data folder:DIR)`,
  );
}
