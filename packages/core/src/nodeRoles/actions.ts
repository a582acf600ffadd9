import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { statementsOf } from '../model/document';

/** The actions that a document allows, in lower case as written; undefined when it allows all but some. */
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

/** The IAM prefixes of the services that a document opens, or `*` for all. */
export function servicesOf(document: PolicyDocument): string[] {
  const actions = allowedActions(document);
  const services = actions?.map(action => action.split(':')[0]) ?? ['*'];
  return services.some(service => /[*?]/.test(service))
    ? ['*']
    : [...new Set(services)].sort();
}
