import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unreadOrganization } from '@backstage-irsa/core/organization';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import {
  formatServiceAccountRef,
  found,
  type Observed,
} from '@backstage-irsa/core/model';
import { startSandbox, type Sandbox } from '@backstage-irsa/sandbox';
import { changesOf } from '../../__testUtils__/changesOf';
import { migratedDatabases } from '../../__testUtils__/databases';
import { sandboxConfig } from '../../__testUtils__/sandboxConfig';
import { AccountQuotas } from '../../observe/aws/AccountQuotas';
import { AwsClients } from '../../observe/aws/AwsClients';
import { ClusterReader } from '../../observe/aws/ClusterReader';
import { VpcEndpointReader } from '../../observe/aws/VpcEndpointReader';
import { readIrsaConfig } from '../../config/readIrsaConfig';
import { KubernetesClients } from '../../observe/kubernetes/KubernetesClients';
import { Evaluator } from '../../permissions/evaluator/Evaluator';
import { Meters } from '../../lib/metrics/Meters';
import { Observer } from '../../observe/Observer';
import { RememberedResources } from '../../observe/resources/RememberedResources';
import { ProofStore } from '../../serviceAccounts/ProofStore';
import { CatalogReader } from './CatalogReader';
import { ClusterObservation } from './clusters/ClusterObservation';
import { createScanner, storesOf } from './createScanner';
import { observeSubject } from './clusters/observeSubject';
import { scopesOf } from './scopes';

const databases = migratedDatabases(['SQLITE_3']);

/** Removes expected differences: IAM lists contain no tags of managed policies, times differ, and scans omit last uses. */
function comparable(observed: Observed): unknown {
  return JSON.parse(
    JSON.stringify({ ...observed, at: '' }, (key, value) => {
      if (key.startsWith('lastUsed')) return undefined;
      return value?.defaultVersionId === undefined
        ? value
        : { ...value, tags: {} };
    }),
  );
}

describe('the observations of a scan', () => {
  let directory: string;
  let sandbox: Sandbox;
  let bulk: Map<string, Observed>;
  let single: Observer;
  const clusters = ['prod-eu', 'staging-eu'];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'irsa-observed-'));
    sandbox = await startSandbox({
      directory,
      awsPort: 0,
      clusterPorts: [0, 0],
    });
    const root = new ConfigReader(
      sandboxConfig(sandbox, join(directory, 'kubeconfig')),
    );
    const config = readIrsaConfig(root);
    const aws = new AwsClients({
      credentials: DefaultAwsCredentialsManager.fromConfig(root),
      budget: { take: async () => {} },
      isKnown: id => config.accounts?.includes(id) ?? false,
      endpoint: config.awsEndpoint,
      timeoutMs: 10_000,
    });
    const clusterReader = new ClusterReader({ aws });
    const parts = {
      aws,
      clusters: clusterReader,
      quotas: new AccountQuotas({ aws }),
      kubernetes: new KubernetesClients({
        aws,
        clusters: clusterReader,
        timeoutMs: 10_000,
      }),
      vpcEndpoints: new VpcEndpointReader({
        ...{ aws, clusters: clusterReader },
        record: async () => {},
      }),
      organizations: {
        current: async () => ({
          version: '',
          of: () => unreadOrganization('Nothing was read.'),
        }),
      },
    };
    single = new Observer({
      ...{ ...parts, config },
      resources: new RememberedResources(aws),
    });
    const knex = await databases.init('SQLITE_3');
    const proofs = new ProofStore({ knex, maxPerMinute: 1 });
    const stores = storesOf(knex, proofs, changesOf(knex));
    await stores.scopes.describe(scopesOf(config), 60_000);
    const scanner = createScanner({
      ...parts,
      catalog: new CatalogReader({
        auth: mockServices.auth(),
        catalog: catalogServiceMock({ entities: [] }),
        config,
      }),
      config,
      evaluator: new Evaluator({ limits: config.limits.evaluation }),
      logger: mockServices.logger.mock(),
      meters: new Meters({ metrics: metricsServiceMock.mock() }),
      stores,
    });
    bulk = new Map();
    for (const cluster of config.clusters) {
      const at = new Date().toISOString();
      const seen = await ClusterObservation.open(
        {
          ...parts,
          config,
          stores,
          ensureAccount: id => scanner.ensureAccount(id),
          moveNodeRoles: async () => {},
        },
        { config: cluster, at, isRequested: true },
      );
      for await (const { subjects, pods } of seen.namespaces()) {
        if (pods.state !== 'found') throw new Error('pods were not read');
        for (const subject of subjects) {
          const { observed } = observeSubject(subject, seen.around, {
            at,
            pods: found(pods.value.map(({ pod }) => pod)),
          });
          bulk.set(formatServiceAccountRef(subject.ref), observed);
        }
      }
    }
  });
  afterAll(async () => {
    await sandbox?.close();
    rmSync(directory, { recursive: true });
  });

  it('cover every service of the sandbox', () => {
    const refs = sandbox.world.services
      .filter(({ cluster }) => clusters.includes(cluster))
      .map(formatServiceAccountRef);
    expect([...bulk.keys()]).toEqual(expect.arrayContaining(refs));
  });

  it('equal a single observation of each service', async () => {
    for (const observed of bulk.values()) {
      const alone = await single.look(observed.config, observed.ref).forChecks({
        live: false,
        known: {},
        grants: [],
      });
      expect(comparable(observed)).toEqual(comparable(alone));
    }
  });
});
