#!/usr/bin/env node
// Runs the TypeScript sources directly: the sandbox is a development tool of this repository.
const began = performance.now();
require('@backstage/cli/config/nodeTransform.cjs');
const { run } = require('../src/cli');

run(process.argv.slice(2), process.env, began);
