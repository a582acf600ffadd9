import { spec } from './spec.generated';

interface Property {
  properties?: Record<string, Property>;
  [keyword: string]: unknown;
}

/** The properties of a schema of the OpenAPI document as columns of a CSV: those of an inner object by their path, the ID last. */
export function columnsOf(name: 'AccessReviewItem' | 'Change'): string[] {
  const columns = pathsOf(spec.components.schemas[name]);
  return [...columns.filter(column => column !== 'id'), 'id'];
}

function pathsOf({ properties = {} }: Property): string[] {
  return Object.entries(properties).flatMap(([name, property]) =>
    property.properties
      ? pathsOf(property).map(inner => `${name}.${inner}`)
      : [name],
  );
}
