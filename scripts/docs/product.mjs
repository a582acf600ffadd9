// What the documentation has to name, read from the code itself.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import YAML from 'yaml';
import { inRoot } from '../lib/paths.mjs';

const require = createRequire(import.meta.url);
// Backstage's own loader of TypeScript.
require('@backstage/cli/config/nodeTransform.cjs');

const load = (...parts) => require(inRoot('plugins', ...parts));
const loadCore = capability =>
  require(inRoot('packages', 'core', 'src', capability));

const { irsaPermissions } = load('irsa-common/src/index.ts');
const { faults } = loadCore('model/faults.ts');
const grants = loadCore('grants/index.ts');
const { grantDefinitions } = grants;

/** What a grant needs of the key that encrypts its resource. */
export const { grantKeyActions } = grants;

const { DENIED_GROUPS } = loadCore(
  'planning/rules/guardrails/defaultDeniedActions.ts',
);
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

/** The permissions that a file of `iam/` grants: AWS actions, or verbs on resources of Kubernetes. */
function rightsOf(file) {
  const text = readFileSync(inRoot('plugins/irsa-backend/iam', file), 'utf8');
  if (file.endsWith('.json')) {
    return JSON.parse(text).Statement.flatMap(({ Effect, Action }) =>
      Effect === 'Allow' ? Action : [],
    );
  }
  return YAML.parseAllDocuments(text)
    .flatMap(document => document.toJS()?.rules ?? [])
    .flatMap(({ verbs, resources }) =>
      resources.flatMap(each => verbs.map(verb => `${verb} ${each}`)),
    );
}

/** The parts of the product that people meet by their names. */
export const product = {
  /** The failure modes: id, title, link. */
  faults,
  /** The actions that are denied by default, in groups. */
  deniedGroups: DENIED_GROUPS,
  /** The services that can be granted, by IAM prefix. */
  grants: [...grantDefinitions.values()],
  permissions: irsaPermissions.map(({ name }) => name),
  /** The checks of a verification, in their order. */
  checks: checks.map(({ meta }) => meta),
  /** The checks of the fleet. */
  findings: findings.map(({ meta }) => meta),
  /** The files of `iam/`, each with what it grants. */
  iamFiles: readdirSync(inRoot('plugins/irsa-backend/iam')).map(file => ({
    file,
    rights: rightsOf(file),
  })),
  registryActions: namesOfRegistryActions(),
  /** Template actions, with their schemas as JSON schema. */
  templateActions: allTemplateActions(),
};
