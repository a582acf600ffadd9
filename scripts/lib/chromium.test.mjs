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

/** A Mac with Chrome has it outside of the PATH. */
const skip = process.platform === 'darwin' && 'Chrome has a fixed place here';

/** A Node that notes what it is to run, and ends with this code. */
function toolsThatEnd(code) {
  const node = path.join(folder, `node-${code}`);
  const script = `#!/bin/sh\necho "$@" >>'${asked}'\nexit ${code}\n`;
  writeFileSync(node, script, { mode: 0o755 });
  return { node, env: {} };
}

test(
  'with none on the PATH, that of Playwright is downloaded and started once',
  { skip },
  async () => {
    assert.deepEqual(await bringChromium(toolsThatEnd(0)), {});
    const [install, launch] = readFileSync(asked, 'utf8').trim().split('\n');
    assert.match(install, /cli\.js install chromium-headless-shell$/);
    assert.match(launch, /^-e .*chromium\.launch\(\)/);
  },
);

test(
  'with none on the PATH and none to download, there is none',
  { skip },
  async () => {
    assert.equal(await bringChromium(toolsThatEnd(1)), undefined);
    assert.throws(findChromium, /install one, or set CHROMIUM_PATH/);
  },
);

test('the first on the PATH is taken, and nothing is downloaded', async () => {
  const chromium = path.join(folder, 'chromium');
  writeFileSync(chromium, '');
  rmSync(asked);
  const environment = await bringChromium(toolsThatEnd(1));
  assert.deepEqual(environment, { CHROMIUM_PATH: chromium });
  assert.throws(() => readFileSync(asked));
});
