import { spec } from './spec.generated';

interface Property {
  properties?: Record<string, Property>;
  [keyword: string]: unknown;
}

/** Returns the properties of an OpenAPI schema as columns of a CSV file. Properties of nested objects are named by their path. The ID comes last. */
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
