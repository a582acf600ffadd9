// What the documentation has to name, read from the code itself.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inRoot } from '../lib/paths.mjs';

const require = createRequire(import.meta.url);
// Backstage's own loader of TypeScript.
require('@backstage/cli/config/nodeTransform.cjs');

const load = (...parts) => require(inRoot('plugins', ...parts));
const loadCore = capability =>
  require(inRoot('packages', 'core', 'src', capability));

const { irsaPermissions } = load('irsa-common/src/index.ts');
const { faults } = loadCore('model/faults.ts');
const { grantDefinitions } = loadCore('grants/index.ts');
const { checks } = loadCore('checks/registry.ts');
const { checks: findings } = loadCore('findings/registry.ts');
const { registerActions } = load('irsa-backend/src/actions/registerActions.ts');

function namesOfRegistryActions() {
  const names = [];
  registerActions({ register: ({ name }) => names.push(`irsa:${name}`) }, {});
  return names;
}

function allTemplateActions() {
  const folder = 'scaffolder-backend-module-irsa/src/actions';
  return readdirSync(inRoot('plugins', folder))
    .filter(name => /^[A-Za-z]+\.ts$/.test(name))
    .map(name => Object.values(load(folder, name))[0]({}));
}

/** The parts of the product that people meet by their names. */
export const product = {
  /** The faults of the catalogue: id, title, link. */
  faults,
  /** The services that can be granted, by IAM prefix. */
  grants: [...grantDefinitions.values()],
  permissions: irsaPermissions.map(({ name }) => name),
  /** The checks of a verification, in their order. */
  checks: checks.map(({ meta }) => meta),
  /** The checks of the fleet. */
  findings: findings.map(({ meta }) => meta),
  registryActions: namesOfRegistryActions(),
  /** Template actions, with their schemas as JSON schema. */
  templateActions: allTemplateActions(),
};
