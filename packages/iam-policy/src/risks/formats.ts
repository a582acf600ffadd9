import { namesOf } from '../effective/names';
import type { ActionCatalogue, CatalogueService } from '../summary/types';
import { RESOURCE_TYPES } from './data/resource-types';

/**
 * Returns the ARN formats of the resource types that an action accepts; empty if it accepts only `*`. Without a catalogue, or for an action that the
 * catalogue lacks, these are the types of its service. Leaves out types of which an account has only one resource, unless there is no other.
 */
export function formatsOf(
  action: string,
  catalogue?: ActionCatalogue,
): readonly string[] {
  const [prefix] = action.split(':', 1);
  const service = catalogue?.service(prefix);
  const index = service && namesOf(service).indexes.get(action);
  const own =
    service && index !== undefined
      ? service.actions[index].resources
      : undefined;
  const formats = own ?? (service && ofService(service)) ?? typesOf(prefix);
  const named = formats.filter(format => /\$\{|\*/.test(nameIn(format)));
  return named.length > 0 ? named : formats;
}

function ofService({ actions }: CatalogueService): string[] | undefined {
  const all = [...new Set(actions.flatMap(({ resources = [] }) => resources))];
  return all.length > 0 ? all : undefined;
}

function typesOf(prefix: string): string[] {
  const types = RESOURCE_TYPES[prefix] ?? ['*'];
  return types.map(type => {
    const [name, service = prefix] = type.split(' ').reverse();
    return `arn:*:${service}:*:*:${name}`;
  });
}

function nameIn(format: string): string {
  return format.split(':').slice(5).join(':');
}
