import { existsSync } from 'node:fs';
import path from 'node:path';
import { Stop } from './progress.mjs';

const NAMES = [
  // Without a window to draw it needs half the time of the processor.
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The Chromium (or Chrome) for browser tests: `CHROMIUM_PATH`, or the first on the PATH. */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = [
    process.env.CHROMIUM_PATH,
    ...NAMES.flatMap(name => folders.map(folder => path.join(folder, name))),
    MAC,
  ];
  const found = candidates.find(file => file && existsSync(file));
  if (!found) {
    throw new Stop(
      'The browser tests need Chromium or Chrome and there is none on the PATH: install one, or set CHROMIUM_PATH.',
    );
  }
  return found;
}
