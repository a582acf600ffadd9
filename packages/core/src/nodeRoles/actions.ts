import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../model/document';

/** Returns the actions that a document allows, in lowercase; undefined if it uses `NotAction`. */
export function allowedActions(document: PolicyDocument): string[] | undefined {
  const allows = statementsOf(document).filter(
    ({ Effect }) => Effect === 'Allow',
  );
  return allows.some(({ NotAction }) => NotAction !== undefined)
    ? undefined
    : allows
        .flatMap(({ Action = [] }) => Action)
        .map(action => action.toLocaleLowerCase('en-US'));
}

/** Returns the IAM prefixes of the services that a document allows, or `*` for all. */
export function servicesOf(document: PolicyDocument): string[] {
  const actions = allowedActions(document);
  const services = actions?.map(action => action.split(':')[0]) ?? ['*'];
  return services.some(service => /[*?]/.test(service))
    ? ['*']
    : [...new Set(services)].sort();
}
