import { existsSync } from 'node:fs';
import { chromium as launcher, type Browser, type Page } from 'playwright-core';
import { chromium } from '@oneiros/viewer/chromium';

/** Why no browser can be started here; empty where one can. */
export const noBrowser = existsSync(chromium.executablePath)
  ? ''
  : `There is no Chromium at ${chromium.executablePath}: apt-get install chromium, or name one with CHROMIUM=PATH.`;

export const startBrowser = (): Promise<Browser> => launcher.launch(chromium);

/** What the console of a page complains of: exceptions, and what its policy or the server refuses. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  return complaints;
}
