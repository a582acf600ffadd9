import type { KubeObject } from '../objects';
import type { NameRule } from '../names';
import { subdomainName } from '../names';
import type { Cause, ErrorSubject } from '../status';

/** A column of `kubectl get`. */
interface Column<T extends KubeObject> {
  name: string;
  /** `string` unless told. */
  type?: 'string' | 'integer';
  /** Whether only `kubectl get -o wide` shows it. */
  wide?: boolean;
  cell(object: T, now: Date): string | number;
}

/** All that the API server must know of one resource. Adding a resource is adding a file with one of these. */
export interface ResourceDefinition<T extends KubeObject = KubeObject> {
  /** Empty for the core group. */
  group: string;
  version: string;
  /** Plural, in lower case, as in the path. */
  resource: string;
  singular: string;
  kind: string;
  shortNames: string[];
  categories: string[];
  namespaced: boolean;
  subresources: ('status' | 'scale' | 'token')[];
  /** Whether a deletion answers with the object, not with a Status. */
  returnsDeleted: boolean;
  /** Whether `metadata.generation` counts changes of the spec. */
  hasGeneration: boolean;
  nameRule: NameRule;
  /** Objects inside the object without which it makes no sense, such as `spec.template.spec`. */
  requiredPaths: string[];
  columns: Column<T>[];
  /** Fills in defaults; may change the object. */
  setDefaults(object: T): void;
  validate(object: T): Cause[];
  /** What an update may not change. */
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

/** A definition with what most resources have in common. */
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

/** A time ago as kubectl says it: `45s`, `12m`, `5h`, `3d`. */
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

/** Names an object in an error, as most errors do: by its plural. */
export function subjectOf(
  { group, resource }: ResourceDefinition,
  name?: string,
): ErrorSubject {
  return { group, kind: resource, ...(name !== undefined && { name }) };
}

/** `v1`, or `apps/v1`. */
export function apiVersionOf({
  group,
  version,
}: Pick<ResourceDefinition, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}
