import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NODE_VERSION } from '../lib/pinnedNode.mjs';
import { parseDockerfile } from './dockerfile.mjs';
import { faultsOf } from './faults.mjs';

const CONTEXT = ['package.json', 'templates/a/template.yaml'];

const dockerfile = (...changed) =>
  [
    `ARG NODE_VERSION=${NODE_VERSION}`,
    'FROM node:${NODE_VERSION}-bookworm-slim AS build',
    'COPY package.json ./',
    'FROM node:${NODE_VERSION}-bookworm-slim',
    'COPY --from=build /app .',
    'COPY templates templates',
    'USER node',
    ...changed,
    'CMD ["node", "."]',
    '',
  ].join('\n');

const faults = (text, context = CONTEXT) =>
  faultsOf(parseDockerfile(text), context);

test('a Dockerfile without a fault', () => {
  assert.deepEqual(faults(dockerfile()), []);
});

for (const [what, text, context, says] of [
  ['no user', dockerfile().replace('USER node\n', ''), CONTEXT, /runs as root/],
  ['root by name', dockerfile('USER root'), CONTEXT, /runs as root/],
  ['root by number', dockerfile('USER 0:0'), CONTEXT, /runs as root/],
  [
    'a user of an earlier stage alone',
    dockerfile(`FROM node:${NODE_VERSION}-bookworm-slim`),
    CONTEXT,
    /runs as root/,
  ],
  [
    'another Node',
    dockerfile().replace(`=${NODE_VERSION}`, '=20.0.0'),
    CONTEXT,
    /:2: node:20\.0\.0-bookworm-slim is not Node/,
  ],
  [
    'a source that is not in the context',
    dockerfile(),
    ['package.json'],
    /:6: templates is not there/,
  ],
  [
    'a secret in the context',
    dockerfile(),
    [...CONTEXT, 'packages/backend/.env.local'],
    /lets packages\/backend\/\.env\.local into the image/,
  ],
  [
    'a configuration of one machine in the context',
    dockerfile(),
    [...CONTEXT, 'app-config.local.yaml'],
    /lets app-config\.local\.yaml into the image/,
  ],
  ['what is no instruction', dockerfile('COPPY a b'), CONTEXT, /COPPY/],
]) {
  test(`refused: ${what}`, () => {
    assert.match(faults(text, context)[0] ?? '', says);
  });
}
