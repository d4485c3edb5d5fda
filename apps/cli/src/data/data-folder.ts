import { join } from 'node:path';

/** Where the files of an image set lie unless a folder is named: `ONEIROS_DATA/NAME`, or `data/NAME`. */
export const dataFolder = (name: string): string => join(process.env['ONEIROS_DATA'] || 'data', name);
