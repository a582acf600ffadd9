import type { JsonObject } from '../json';
import { resourceDefinitions } from '../resources';
import { apiVersionOf } from '../resources/definition';
import { reviewDefinitions } from '../access/reviews';

const VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** The kind of the `scale` subresource. */
const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

/** Returns the distinct groups and versions that the sandbox serves: `v1`, `apps/v1`, …. */
export function servedGroupVersions(): { group: string; version: string }[] {
  const byText = new Map(
    [...resourceDefinitions, ...reviewDefinitions].map(({ group, version }) => [
      apiVersionOf({ group, version }),
      { group, version },
    ]),
  );
  return [...byText.values()];
}

/** Serves the discovery paths (`/api`, `/apis`, `/apis/apps/v1`, …). Returns undefined for any other path. */
export function discover(path: string, host: string): JsonObject | undefined {
  const parts = path.split('/').filter(part => part !== '');
  if (parts[0] === 'api') {
    return parts.length === 1
      ? coreVersions(host)
      : resourceList('', parts[1] ?? '');
  }
  if (parts[0] !== 'apis') {
    return undefined;
  }
  switch (parts.length) {
    case 1:
      return {
        kind: 'APIGroupList',
        apiVersion: 'v1',
        groups: groupNames().map(describeGroup),
      };
    case 2:
      return groupNames().includes(parts[1])
        ? { kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(parts[1]) }
        : undefined;
    default:
      return resourceList(parts[1], parts[2]);
  }
}

function coreVersions(host: string): JsonObject {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [
      { clientCIDR: '0.0.0.0/0', serverAddress: host },
    ],
  };
}

function groupNames(): string[] {
  return servedGroupVersions()
    .map(({ group }) => group)
    .filter(group => group !== '');
}

function describeGroup(name: string): JsonObject {
  const versions = servedGroupVersions()
    .filter(({ group }) => group === name)
    .map(({ group, version }) => ({
      groupVersion: apiVersionOf({ group, version }),
      version,
    }));
  return { name, versions, preferredVersion: versions[0] };
}

function resourceList(group: string, version: string): JsonObject | undefined {
  const served = servedGroupVersions().some(
    known => known.group === group && known.version === version,
  );
  if (!served) {
    return undefined;
  }
  const isHere = (one: { group: string; version: string }) =>
    one.group === group && one.version === version;
  const stored = resourceDefinitions.filter(isHere).flatMap(definition => [
    {
      name: definition.resource,
      singularName: definition.singular,
      namespaced: definition.namespaced,
      kind: definition.kind,
      verbs: VERBS,
      ...(definition.shortNames.length && {
        shortNames: definition.shortNames,
      }),
      ...(definition.categories.length && {
        categories: definition.categories,
      }),
    },
    ...definition.subresources.map(subresource => ({
      name: `${definition.resource}/${subresource}`,
      singularName: '',
      namespaced: definition.namespaced,
      ...subresourceKind(subresource, definition.kind),
    })),
  ]);
  const reviews = reviewDefinitions.filter(isHere).map(review => ({
    name: review.resource,
    singularName: review.kind.toLowerCase(),
    namespaced: review.namespaced,
    kind: review.kind,
    verbs: ['create'],
  }));
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: [...stored, ...reviews],
  };
}

function subresourceKind(
  subresource: 'status' | 'scale' | 'token',
  kind: string,
): JsonObject {
  switch (subresource) {
    case 'token':
      return {
        group: 'authentication.k8s.io',
        version: 'v1',
        kind: 'TokenRequest',
        verbs: ['create'],
      };
    case 'scale':
      return { ...SCALE, verbs: ['get', 'patch', 'update'] };
    default:
      return { kind, verbs: ['get', 'patch', 'update'] };
  }
}

/** Returns the body of `/version`. */
export function versionInfo(clusterVersion: string): JsonObject {
  const [major, minor] = clusterVersion.split('.');
  return {
    major,
    minor,
    gitVersion: `v${clusterVersion}.3-eks-sandbox`,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '2025-03-11T19:52:21Z',
    goVersion: '',
    compiler: '',
    platform: 'linux/amd64',
  };
}
