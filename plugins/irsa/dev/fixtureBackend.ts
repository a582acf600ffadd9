import {
  ApiBlueprint,
  createFrontendModule,
  discoveryApiRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { IrsaClient } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../src';
import { ENTITIES } from './gallery/entities';
import { clusters, namespaces } from './fixtures/clusters';
import { company } from './fixtures/company';
import { fleetOf } from './fixtures/governance/fleets';
import { failure, irsaBackend } from './fixtures/irsaBackend';
import { managed, moving, waiting } from './fixtures/otherWays';
import { applied, applying } from './fixtures/plans';
import { renderingOf } from './fixtures/renderings';
import {
  broken,
  degraded,
  podIdentity,
  unknown,
  unverified,
  verified,
} from './fixtures/serviceAccounts';

const VERIFICATION_MILLISECONDS = 2000;

const ON_THE_WAY = {
  ...company.migrations[2],
  id: moving.id,
  name: moving.name,
};

const backend = irsaBackend({
  ...company,
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
  migrations: [...company.migrations, ON_THE_WAY],
  fleet: fleetOf({
    serviceAccounts: 10_000,
    workloads: 12_000,
    findings: 2_400,
    roles: 4_000,
  }),
  render: renderingOf,
  operations: [applying, applying, applied],
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

/** The APIs of the app with fixtures behind them: the plugin's own client, and a mock catalog. */
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
