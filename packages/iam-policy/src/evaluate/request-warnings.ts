import { Comparer } from '../effective/comparer';
import { literalResource } from '../effective/resources';
import { targetOf, within } from '../effective/target';
import type { ActionCatalogue, CatalogueAction } from '../summary/types';
import type { PreparedRequest } from './layer';
import type { RequestWarning } from './types';

type Asked = Pick<PreparedRequest, 'action' | 'foldedAction' | 'resource'>;

/** The resources on which no identity policy allows an action by itself, by service and ARN. */
const DECIDING = [
  {
    ...{ prefix: 'kms', resource: /:key\// },
    ...{ policy: 'the key policy of each KMS key', one: 'a key' },
  },
  {
    ...{ prefix: 'sts', resource: /:role\// },
    ...{ policy: 'the trust policy of each role', one: 'a role' },
  },
];

/**
 * Returns warnings about a request: the catalogue does not have its action, the action does not apply to its resource, or the request is about any
 * resource although the policy of each must allow the action.
 *
 * Source: Service Authorization Reference, "Actions table": the resource types column; "Key policies in AWS KMS", AWS KMS Developer Guide.
 */
export function requestWarnings(
  { action, foldedAction, resource }: Asked,
  catalogue: ActionCatalogue,
): RequestWarning[] {
  const [prefix, name] = foldedAction.split(':');
  const service = catalogue.service(prefix);
  const entry = service?.actions.find(one => one.name.toLowerCase() === name);
  if (!service || !entry) {
    const message = `Unknown AWS action ${action}. Check its spelling.`;
    return [{ cause: 'unknown-action', message }];
  }
  // The resource "*" means any resource of the action.
  if (resource === '*') return decidingPolicies(prefix, action, entry);
  if (entry.resources === undefined) return [];
  const asked = literalResource(resource);
  const target = targetOf(service, entry);
  return within([asked], target, true, new Comparer()).length > 0
    ? []
    : [{ cause: 'resource-type', message: misfit(action, resource, entry) }];
}

function decidingPolicies(
  prefix: string,
  action: string,
  { resources = [] }: CatalogueAction,
): RequestWarning[] {
  return DECIDING.filter(
    one =>
      one.prefix === prefix && resources.some(arn => one.resource.test(arn)),
  ).map(({ policy, one }) => ({
    cause: 'resource-decides',
    message: `Whether ${action} is allowed depends on ${policy}. Name ${one} instead of "*".`,
  }));
}

function misfit(
  action: string,
  resource: string,
  { resources = [] }: CatalogueAction,
): string {
  return resources.length === 0
    ? `${action} applies to no resource. Use "*" instead of ${resource}.`
    : `${action} does not apply to ${resource}, but to ${resources.join(
        ' or ',
      )}.`;
}
