import type {
  ActionCatalogue,
  PolicyDocument,
} from '@backstage-irsa/iam-policy';
import { wildcardPattern } from '../protocol/wildcards';

/** The prefixes of the services that Allow statements name, all services for those that leave some out. */
export function grantedServices(
  documents: PolicyDocument[],
  catalogue: ActionCatalogue,
): string[] {
  const patterns = allowedActions(documents).map(action =>
    wildcardPattern(action.split(':')[0], 'i'),
  );
  return catalogue
    .prefixes()
    .filter(prefix => patterns.some(pattern => pattern.test(prefix)));
}

/** Those of a service's actions that Allow statements name; resources and conditions do not count. */
export function grantedActions(
  documents: PolicyDocument[],
  service: string,
  actions: readonly string[],
): string[] {
  const patterns = allowedActions(documents).map(action =>
    wildcardPattern(action, 'i'),
  );
  return actions.filter(action =>
    patterns.some(pattern => pattern.test(`${service}:${action}`)),
  );
}

/** The actions of Allow statements as they are written, `*` for those that leave some out. */
function allowedActions(documents: PolicyDocument[]): string[] {
  return documents
    .flatMap(({ Statement }) => [Statement].flat())
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, NotAction }) =>
      NotAction === undefined ? [Action ?? []].flat() : ['*'],
    );
}
