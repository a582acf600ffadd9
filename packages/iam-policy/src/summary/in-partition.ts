import type {
  ActionCatalogue,
  CatalogueAction,
  CatalogueService,
} from './types';

const known = new WeakMap<ActionCatalogue, Map<string, ActionCatalogue>>();

/**
 * Returns a catalogue in which actions accept only resources of one AWS partition, such as `aws-cn`. With it, an ARN of another partition is about no
 * resource, as in AWS: a principal has access only to resources of its own partition. Returns the same object for the same arguments.
 *
 * @public
 */
export function inPartition(
  catalogue: ActionCatalogue,
  partition: string,
): ActionCatalogue {
  let byPartition = known.get(catalogue);
  if (!byPartition) known.set(catalogue, (byPartition = new Map()));
  const own = byPartition.get(partition) ?? limited(catalogue, partition);
  byPartition.set(partition, own);
  return own;
}

function limited(
  catalogue: ActionCatalogue,
  partition: string,
): ActionCatalogue {
  const services = new Map<CatalogueService, CatalogueService>();
  return {
    prefixes: () => catalogue.prefixes(),
    service: prefix => {
      const service = catalogue.service(prefix);
      if (!service) return undefined;
      const own = services.get(service) ?? limitedService(service, partition);
      services.set(service, own);
      return own;
    },
  };
}

/** Returns a service whose formats have a fixed partition. Actions that share a list of formats still share one. */
function limitedService(
  service: CatalogueService,
  partition: string,
): CatalogueService {
  const lists = new Map<CatalogueAction['resources'], readonly string[]>();
  const inOwn = (format: string) =>
    format.replace(/^arn:[^:]*:/, `arn:${partition}:`);
  return {
    ...service,
    actions: service.actions.map(action => {
      if (!action.resources) return action;
      const resources =
        lists.get(action.resources) ?? action.resources.map(inOwn);
      lists.set(action.resources, resources);
      return { ...action, resources };
    }),
  };
}
