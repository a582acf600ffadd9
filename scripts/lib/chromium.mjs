import { existsSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { runToEnd } from './processes.mjs';
import { say, Stop } from './progress.mjs';

const NAMES = [
  // The headless shell draws no window and needs half the CPU time.
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

const PLAYWRIGHT = inRoot('node_modules', '@playwright', 'test', 'cli.js');
const LAUNCH =
  "require('@playwright/test').chromium.launch().then(browser => browser.close())";

function installed() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = [
    process.env.CHROMIUM_PATH,
    ...NAMES.flatMap(name => folders.map(folder => path.join(folder, name))),
    MAC,
  ];
  return candidates.find(file => file && existsSync(file));
}

/** Returns the path of Chromium or Chrome: `CHROMIUM_PATH`, or the first one on the PATH. Throws a {@link Stop} if there is none. */
export function findChromium() {
  const found = installed();
  if (!found) {
    throw new Stop(
      'The browser tests need Chromium or Chrome, but none is on the PATH. Install one, or set CHROMIUM_PATH.',
    );
  }
  return found;
}

/**
 * Returns the environment variables with which Playwright finds a browser: the Chromium of this machine, or else Playwright's own Chromium, which is
 * downloaded once. Undefined if no browser is available.
 */
export async function bringChromium(tools) {
  const found = installed();
  if (found) return { CHROMIUM_PATH: found };
  const run = args =>
    runToEnd({
      what: "Playwright's Chromium",
      command: tools.node,
      args,
      cwd: inRoot(),
      env: tools.env,
      logFile: inRoot('test-results', 'chromium.log'),
    });
  say("No Chromium on the PATH: looking for Playwright's Chromium");
  try {
    await run([PLAYWRIGHT, 'install', 'chromium-headless-shell']);
    await run(['-e', LAUNCH]);
    return {};
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    return undefined;
  }
}

/** The message for machines without a browser. */
export const NO_CHROMIUM =
  'Skipped: the browser tests (packages/app/e2e-tests). No Chromium is on the PATH, and the one of Playwright could not be downloaded or started. ' +
  'Install it with: npx playwright install --with-deps chromium-headless-shell (or set CHROMIUM_PATH), then run npm test again.';
