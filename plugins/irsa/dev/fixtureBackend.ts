import {
  ApiBlueprint,
  createFrontendModule,
  discoveryApiRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { IrsaClient, irsaApiRef } from '../src';
import { ENTITIES } from './gallery/entities';
import { clusters, namespaces } from './fixtures/clusters';
import { chainOf } from './fixtures/chains';
import { checks } from './fixtures/checks';
import { diagnose } from './fixtures/diagnoses';
import { brokenHistory, quietHistory } from './fixtures/history';
import { failure, irsaBackend } from './fixtures/irsaBackend';
import {
  findingsOf,
  nodeRoles,
  rolesOf,
  scopes,
  serviceAccountsOf,
  workloadsOf,
} from './fixtures/governance/generated';
import { fleet, migrationPlan } from './fixtures/migrations';
import {
  actions,
  lastAccessed,
  limited,
  unreadable,
  wide,
} from './fixtures/permissions';
import { applied, applying, trustPlan } from './fixtures/plans';
import { managed, moving, waiting } from './fixtures/otherWays';
import {
  broken,
  degraded,
  podIdentity,
  unknown,
  unverified,
  verified,
} from './fixtures/serviceAccounts';
import { renderingOf } from './fixtures/renderings';
import { simulate } from './fixtures/simulations';

const VERIFICATION_MILLISECONDS = 2000;

const ON_THE_WAY = { ...fleet[2], id: moving.id, name: moving.name };

const backend = irsaBackend({
  clusters,
  namespaces,
  accounts: {
    verified: [verified],
    degraded: [degraded],
    broken: [broken],
    unknown: [unknown],
    'pod-identity': [podIdentity],
    moving: [moving],
    waiting: [waiting],
    managed: [managed],
    unverified: [unverified],
    several: [verified, degraded, broken, unknown, unverified],
  },
  permissions: {
    verified: limited,
    degraded: wide,
    broken: limited,
    unknown: unreadable,
    'pod-identity': limited,
    moving: limited,
    managed: limited,
  },
  checks,
  chainOf,
  history: {
    verified: quietHistory,
    degraded: quietHistory,
    broken: brokenHistory,
    unknown: quietHistory,
    'pod-identity': quietHistory,
    moving: quietHistory,
    managed: quietHistory,
  },
  diagnose,
  migrationPlan,
  migrations: [...fleet, ON_THE_WAY],
  fleet: {
    serviceAccounts: serviceAccountsOf(10_000),
    workloads: workloadsOf(12_000),
    findings: findingsOf(2_400),
    roles: rolesOf(4_000),
    nodeRoles,
    scopes,
  },
  render: renderingOf,
  plan: trustPlan,
  operations: [applying, applying, applied],
  simulate,
  lastAccessed,
  actions,
  override: async (path, method) => {
    if (path.includes('/loading/')) return new Promise(() => {});
    if (path.includes('/failing/')) {
      return failure(
        403,
        'NotAllowedError',
        'The policy of this app does not let you read irsa.service-account.read.',
      );
    }
    if (!path.endsWith('/verifications') || method === 'GET') return undefined;
    await new Promise(resolve => {
      setTimeout(resolve, VERIFICATION_MILLISECONDS);
    });
    return path.includes('/unverified/')
      ? failure(429, 'TooManyRequestsError', 'Too many live proofs.', {
          'Retry-After': '40',
        })
      : undefined;
  },
});

/** The plugin's client with fixtures behind it. */
export const fixtureBackend = createFrontendModule({
  pluginId: 'irsa',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: irsaApiRef,
          deps: { discoveryApi: discoveryApiRef },
          factory: ({ discoveryApi }) =>
            new IrsaClient({ discoveryApi, fetchApi: { fetch: backend } }),
        }),
    }),
    ApiBlueprint.make({
      name: 'catalog',
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities: ENTITIES }),
        }),
    }),
  ],
});
