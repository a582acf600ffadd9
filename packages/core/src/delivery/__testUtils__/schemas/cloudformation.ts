import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type {
  Property,
  PropertyType,
  SpecDatabase,
} from '@aws-cdk/service-spec-types';
import type { Parsed } from '../readers/files';

/** The schemas of all resource types that AWS publishes, from the AWS CDK. */
let database: SpecDatabase | undefined;

function problemsIn(
  where: string,
  value: Parsed,
  type: PropertyType,
): string[] {
  const wrong = (is: boolean) => (is ? [] : [`${where} is no ${type.type}`]);
  switch (type.type) {
    case 'string':
      return wrong(typeof value === 'string' || Object.hasOwn(value, 'Ref'));
    case 'integer':
      return wrong(Number.isInteger(value));
    case 'boolean':
      return wrong(typeof value === 'boolean');
    case 'json':
      return wrong(typeof value === 'object' && value !== null);
    case 'tag':
      return wrong(
        typeof value.Key === 'string' && typeof value.Value === 'string',
      );
    case 'array':
      return value.flatMap((one: Parsed, index: number) =>
        problemsIn(`${where}[${index}]`, one, type.element),
      );
    case 'union':
      return type.types.some(one => problemsIn(where, value, one).length === 0)
        ? []
        : [`${where} is nothing of the union`];
    case 'ref':
      return problemsOf(
        where,
        value,
        database!.get('typeDefinition', type.reference.$ref).properties,
      );
    default:
      return [`${where} has the type ${type.type}, which is not checked`];
  }
}

function problemsOf(
  where: string,
  values: Parsed,
  properties: Record<string, Property>,
): string[] {
  const missing = Object.entries(properties).flatMap(([name, { required }]) =>
    required && !Object.hasOwn(values, name)
      ? [`${where}.${name} is missing`]
      : [],
  );
  const known = Object.entries(values).flatMap(([name, value]) =>
    Object.hasOwn(properties, name)
      ? problemsIn(`${where}.${name}`, value, properties[name].type)
      : [`${where}.${name} is not known`],
  );
  return [...missing, ...known];
}

/** Returns the problems of a template according to the schemas of its resource types. */
export function templateProblems(template: Parsed): string[] {
  database ??= loadAwsServiceSpecSync();
  return Object.entries<Parsed>(template.Resources).flatMap(
    ([name, { Type, Properties: values }]) => {
      const [resource] = database!.lookup(
        'resource',
        'cloudFormationType',
        'equals',
        Type,
      );
      return resource
        ? problemsOf(name, values, resource.properties)
        : [`${name} has the unknown type ${Type}`];
    },
  );
}
