import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { bringChromium, findChromium } from './chromium.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'chromium-'));
const asked = path.join(folder, 'asked');
after(() => rmSync(folder, { recursive: true }));

before(() => {
  delete process.env.CHROMIUM_PATH;
  process.env.PATH = folder;
});

/** On macOS, Chrome is found outside of the PATH. */
const skip = process.platform === 'darwin' && 'Chrome has a fixed place here';

/** Returns a Node.js that logs its arguments and exits with this code. */
function toolsThatEnd(code) {
  const node = path.join(folder, `node-${code}`);
  const script = `#!/bin/sh\necho "$@" >>'${asked}'\nexit ${code}\n`;
  writeFileSync(node, script, { mode: 0o755 });
  return { node, env: {} };
}

test(
  'without Chromium on the PATH, the Playwright build is downloaded and started once',
  { skip },
  async () => {
    assert.deepEqual(await bringChromium(toolsThatEnd(0)), {});
    const [install, launch] = readFileSync(asked, 'utf8').trim().split('\n');
    assert.match(install, /cli\.js install chromium-headless-shell$/);
    assert.match(launch, /^-e .*chromium\.launch\(\)/);
  },
);

test(
  'without Chromium on the PATH or a download, none is found',
  { skip },
  async () => {
    assert.equal(await bringChromium(toolsThatEnd(1)), undefined);
    assert.throws(findChromium, /Install one, or set CHROMIUM_PATH/);
  },
);

test('the first Chromium on the PATH is used, and nothing is downloaded', async () => {
  const chromium = path.join(folder, 'chromium');
  writeFileSync(chromium, '');
  rmSync(asked);
  const environment = await bringChromium(toolsThatEnd(1));
  assert.deepEqual(environment, { CHROMIUM_PATH: chromium });
  assert.throws(() => readFileSync(asked));
});
