import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { checkIntegrity } from './integrity.mjs';
import { inRoot } from './paths.mjs';
import { fetchNode, NODE_PACKAGES, NODE_VERSION } from './pinnedNode.mjs';
import { toolchain } from './toolchain.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'toolchain-'));
const asked = path.join(folder, 'asked');
after(() => rmSync(folder, { recursive: true }));

/** A mock npm that packs a tarball with this text and logs its arguments. */
const NPM = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const [command] = process.argv.slice(2);
appendFileSync(${JSON.stringify(
  asked,
)}, process.argv.slice(2).join(' ') + '\\n');
if (command === 'pack') writeFileSync('node-test-${NODE_VERSION}.tgz', 'words');
if (command === 'install') mkdirSync('node_modules/node-test', { recursive: true });
`;
// The SHA-512 of "words".
const WORDS =
  'sha512-/IN9oou0wtodzMMKwOSm995WVHFgAHzpO3BnMR4mArwCyIthAXcuTpkbh4ujqTuQRt2/bGlvVHh2wtCSMj+zOQ==';

before(() => {
  const npm = path.join(folder, 'npm-cli.js');
  writeFileSync(npm, NPM);
  process.env.npm_execpath = npm;
});

test('Yarn runs in the version that package.json names', async () => {
  const { yarn } = await toolchain();
  const logFile = path.join(folder, 'version.log');
  await yarn(['--version'], { logFile });
  const { packageManager } = JSON.parse(
    readFileSync(inRoot('package.json'), 'utf8'),
  );
  assert.equal(`yarn@${readFileSync(logFile, 'utf8').trim()}`, packageManager);
});

test('a changed Yarn file is rejected', async () => {
  const lib = path.join(folder, 'scripts', 'lib');
  cpSync(inRoot('scripts', 'lib'), lib, { recursive: true });
  const copy = await import(path.join(lib, 'toolchain.mjs'));
  mkdirSync(path.dirname(copy.YARN), { recursive: true });
  writeFileSync(copy.YARN, 'other words');
  await assert.rejects(
    copy.toolchain(),
    /^Error: Yarn is not the file that this repository pins/,
  );
});

test('a changed file is rejected by name', () => {
  const file = path.join(folder, 'words');
  writeFileSync(file, 'words');
  checkIntegrity(file, { what: 'It', integrity: WORDS });
  writeFileSync(file, 'other words');
  assert.throws(
    () => checkIntegrity(file, { what: 'It', integrity: WORDS }),
    /^Error: It is not the file that this repository pins/,
  );
});

test('Node.js is pinned on each platform by its own SHA-512 hash', () => {
  const pinned = Object.values(NODE_PACKAGES).map(each => each.integrity);
  assert.equal(new Set(pinned).size, pinned.length);
  for (const integrity of pinned) {
    assert.match(integrity, /^sha512-[A-Za-z0-9+/]{86}==$/);
  }
});

test('a Node.js tarball with a different hash is not unpacked', async () => {
  const at = path.join(folder, 'refused');
  const pinned = { ...NODE_PACKAGES['linux-x64'], name: 'node-test' };
  await assert.rejects(
    fetchNode(pinned, at),
    /node-test@\d.* is not the file that this repository pins/,
  );
  assert.equal(existsSync(path.join(at, 'node_modules')), false);
});

test('the pinned Node.js tarball is unpacked without running scripts', async () => {
  const at = path.join(folder, 'taken');
  const node = await fetchNode({ name: 'node-test', integrity: WORDS }, at);
  assert.equal(node, path.join(at, 'node_modules', 'node-test'));
  assert.equal(existsSync(node), true);
  const commands = readFileSync(asked, 'utf8').trim().split('\n');
  assert.equal(commands.length, 3);
  for (const command of commands) assert.match(command, / --ignore-scripts /);
});
