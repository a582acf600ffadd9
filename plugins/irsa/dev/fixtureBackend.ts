import {
  ApiBlueprint,
  createFrontendModule,
  discoveryApiRef,
} from '@backstage/frontend-plugin-api';
import { IrsaClient, irsaApiRef } from '../src';
import { clusters, namespaces } from './fixtures/clusters';
import { failure, irsaBackend } from './fixtures/irsaBackend';
import {
  actions,
  lastAccessed,
  limited,
  unreadable,
  wide,
} from './fixtures/permissions';
import {
  broken,
  degraded,
  unknown,
  unverified,
  verified,
} from './fixtures/serviceAccounts';
import { simulate } from './fixtures/simulations';

const VERIFICATION_MILLISECONDS = 2000;

const backend = irsaBackend({
  clusters,
  namespaces,
  accounts: {
    verified: [verified],
    degraded: [degraded],
    broken: [broken],
    unknown: [unknown],
    unverified: [unverified],
    several: [verified, degraded, broken, unknown, unverified],
  },
  permissions: {
    verified: limited,
    degraded: wide,
    broken: limited,
    unknown: unreadable,
  },
  simulate,
  lastAccessed,
  actions,
  override: async path => {
    if (path.includes('/loading/')) return new Promise(() => {});
    if (path.includes('/failing/')) {
      return failure(
        403,
        'NotAllowedError',
        'The policy of this app does not let you read irsa.service-account.read.',
      );
    }
    if (!path.endsWith('/verifications')) return undefined;
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
  ],
});
