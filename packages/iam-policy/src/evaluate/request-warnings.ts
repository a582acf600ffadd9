import { Comparer } from '../effective/comparer';
import { literalResource } from '../effective/resources';
import { targetOf, within } from '../effective/target';
import type { ActionCatalogue, CatalogueAction } from '../summary/types';
import type { PreparedRequest } from './layer';
import type { RequestWarning } from './types';

type Asked = Pick<PreparedRequest, 'action' | 'foldedAction' | 'resource'>;

/**
 * Returns warnings about a request: the catalogue does not have its action, or the action does not apply to its resource.
 *
 * Source: Service Authorization Reference, "Actions table": the resource types column.
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
  if (resource === '*' || entry.resources === undefined) return [];
  const asked = literalResource(resource);
  const target = targetOf(service, entry);
  return within([asked], target, true, new Comparer()).length > 0
    ? []
    : [{ cause: 'resource-type', message: misfit(action, resource, entry) }];
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
