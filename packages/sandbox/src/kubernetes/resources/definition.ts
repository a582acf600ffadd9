import type { KubeObject } from '../objects';
import type { NameRule } from '../names';
import { subdomainName } from '../names';
import type { Cause, ErrorSubject } from '../status';

/** A column in the output of `kubectl get`. */
interface Column<T extends KubeObject> {
  name: string;
  /** The type of the cell. `string` by default. */
  type?: 'string' | 'integer';
  /** Whether only `kubectl get -o wide` shows it. */
  wide?: boolean;
  cell(object: T, now: Date): string | number;
}

/** The definition of one resource for the API server. To add a resource, add a file with one of these. */
export interface ResourceDefinition<T extends KubeObject = KubeObject> {
  /** The API group. Empty for the core group. */
  group: string;
  version: string;
  /** The plural name in lower case, as in the path. */
  resource: string;
  singular: string;
  kind: string;
  shortNames: string[];
  categories: string[];
  namespaced: boolean;
  subresources: ('status' | 'scale' | 'token')[];
  /** Whether a deletion returns the object instead of a Status. */
  returnsDeleted: boolean;
  /** Whether `metadata.generation` counts spec changes. */
  hasGeneration: boolean;
  nameRule: NameRule;
  /** The nested objects that are required, such as `spec.template.spec`. */
  requiredPaths: string[];
  columns: Column<T>[];
  /** Fills in defaults. Can modify the object. */
  setDefaults(object: T): void;
  validate(object: T): Cause[];
  /** Returns an error for each change that an update must not make. */
  validateUpdate(object: T, previous: T): Cause[];
}

type Given<T extends KubeObject> = Pick<
  ResourceDefinition<T>,
  'group' | 'version' | 'resource' | 'singular' | 'kind' | 'namespaced'
> &
  Partial<ResourceDefinition<T>>;

const AGE: Column<KubeObject> = {
  name: 'Age',
  cell: (object, now) => age(object.metadata.creationTimestamp, now),
};

/** Returns a definition, with defaults that fit most resources. */
export function defineResource<T extends KubeObject>(
  given: Given<T>,
): ResourceDefinition<T> {
  const columns = given.columns ?? [];
  return {
    shortNames: [],
    categories: [],
    subresources: [],
    returnsDeleted: false,
    hasGeneration: false,
    nameRule: subdomainName,
    requiredPaths: [],
    setDefaults: () => undefined,
    validate: () => [],
    validateUpdate: () => [],
    ...given,
    columns: [
      { name: 'Name', cell: object => object.metadata.name },
      ...columns.filter(({ wide }) => !wide),
      AGE,
      ...columns.filter(({ wide }) => wide),
    ],
  };
}

/** Formats the age of a timestamp as kubectl does: `45s`, `12m`, `5h`, `3d`. */
export function age(timestamp: string | undefined, now: Date): string {
  if (!timestamp) {
    return '<unknown>';
  }
  const seconds = Math.max(
    0,
    Math.floor((now.getTime() - Date.parse(timestamp)) / 1000),
  );
  if (seconds < 120) {
    return `${seconds}s`;
  }
  if (seconds < 2 * 3600) {
    return `${Math.floor(seconds / 60)}m`;
  }
  if (seconds < 48 * 3600) {
    return `${Math.floor(seconds / 3600)}h`;
  }
  return `${Math.floor(seconds / 86400)}d`;
}

/** Returns the subject of an error. Most errors name an object by the plural of its resource. */
export function subjectOf(
  { group, resource }: ResourceDefinition,
  name?: string,
): ErrorSubject {
  return { group, kind: resource, ...(name !== undefined && { name }) };
}

/** Returns the API version, such as `v1` or `apps/v1`. */
export function apiVersionOf({
  group,
  version,
}: Pick<ResourceDefinition, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}
