import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteRoleCommand,
  GetRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import type { KubeConfig } from '@kubernetes/client-node';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  type Verification,
} from '@backstage-irsa/core/model';
import type { Cluster } from '@backstage-irsa/sandbox';
import type { JsonObject } from '@backstage/types';
import {
  assume,
  deploy,
  ownRoleOf,
  policiesOf,
  tokenOf,
} from '../__testUtils__/deployment/deploy';
import {
  BACKEND,
  eksConfig,
  NAMESPACE,
  ROLE,
  trustPolicyFor,
} from '../__testUtils__/deployment/overlay';
import { attachedFiles } from '../__testUtils__/deployment/page';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import {
  BOUNDARY,
  policyFile,
  PROD,
  STAGING,
} from '../__testUtils__/iam/files';
import { componentOf, specOf } from '../__testUtils__/core';

const EXTERNAL_ID = 'external-id-of-this-test';

describe('a Backstage deployed as documented', () => {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-deployment-'));
  const environment = { ...process.env };
  let host: TestHost;
  let cluster: Cluster;
  let config: KubeConfig;

  beforeAll(async () => {
    const { aws, irsa } = eksConfig(EXTERNAL_ID);
    host = await startTestHost({
      aws,
      groups: ['group:default/payments'],
      entities: () => [
        componentOf('backstage', 'group:default/payments', {
          [SERVICE_ACCOUNT_ANNOTATION]: `prod-eu/${NAMESPACE}/${BACKEND}`,
        }),
      ],
      irsa: async (sandbox, kubeconfig) => {
        config = await deploy(sandbox, kubeconfig, EXTERNAL_ID);
        cluster = sandbox.world.clusters.get('prod-eu')!;
        const tokenFile = join(directory, 'token');
        writeFileSync(tokenFile, await tokenOf(config, BACKEND));
        process.env.AWS_ROLE_ARN = ROLE;
        process.env.AWS_WEB_IDENTITY_TOKEN_FILE = tokenFile;
        process.env.AWS_ENDPOINT_URL_STS = sandbox.awsEndpoint;
        const [own] = irsa.clusters as JsonObject[];
        return {
          ...irsa,
          scans: { enabled: true },
          guardrails: { permissionsBoundaries: { [PROD]: BOUNDARY } },
          clusters: [own],
        };
      },
    });
  });
  afterAll(async () => {
    await host?.stop();
    process.env = environment;
    rmSync(directory, { recursive: true });
  });

  it('has the permissions and the trust policy of the documented files', () => {
    const { sandbox } = host;
    expect(JSON.parse(ownRoleOf(sandbox).trustPolicy)).toEqual(
      trustPolicyFor(cluster.issuer),
    );
    expect(policiesOf(sandbox)).toEqual(
      new Map(
        attachedFiles().map(file => [
          file.replace('iam-policy.', `${BACKEND}-`).replace('.json', ''),
          policyFile(file),
        ]),
      ),
    );
  });

  it('authenticates to AWS only with a token of its ServiceAccount', async () => {
    const { sandbox } = host;
    const credentials = await assume(sandbox, await tokenOf(config, BACKEND));
    const iam = new IAMClient({
      endpoint: sandbox.awsEndpoint,
      region: 'eu-west-1',
      credentials,
    });
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: BACKEND }));
    expect(Role!.Arn).toBe(ROLE);
    await expect(
      iam.send(new DeleteRoleCommand({ RoleName: BACKEND })),
    ).rejects.toThrow('not authorized');
    await expect(
      assume(sandbox, await tokenOf(config, 'default')),
    ).rejects.toThrow(
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    );
  });

  const failing = ({ checks }: Verification) =>
    checks.filter(({ result }) => result === 'fail' || result === 'warn');

  it('creates an IAM service account and proves it', async () => {
    const { status, body } = await host.put(
      specOf({
        namespace: 'payments',
        owner: 'group:default/payments',
        grants: [
          { service: 's3', access: 'write', resource: 'payments-uploads' },
        ],
      }),
    );
    expect([status, body.error]).toEqual([200, undefined]);
    expect(failing(body.verification)).toEqual([]);
    expect(body.verification).toMatchObject({
      status: 'verified',
      liveProof: { result: 'proved' },
    });
  });

  it('refuses a request for its own ServiceAccount', async () => {
    const { status, body } = await host.put(
      specOf({
        entityRef: 'component:default/backstage',
        owner: undefined,
        namespace: NAMESPACE,
        name: BACKEND,
      }),
    );
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('backstage');
  });

  it.each([`account:${PROD}`, `account:${STAGING}`, 'cluster:prod-eu'])(
    'scans %s',
    async scope => {
      const { status } = await host.post(`/scopes/${scope}/scans`, {});
      expect(status).toBe(202);
      const scanned = async () => {
        const { body } = await host.get('/scopes');
        return body.items.find(({ id }: { id: string }) => id === scope);
      };
      let found = await scanned();
      while (['never', 'scanning'].includes(found.state)) {
        await sleep(100);
        found = await scanned();
      }
      expect([found.state, found.reason]).toEqual(['current', undefined]);
    },
  );

  it('lists itself as an IAM service account after it scanned its cluster', async () => {
    const { body } = await host.post(
      '/entities/component/default/backstage/verifications',
      {},
    );
    expect(body.items).toMatchObject([
      {
        cluster: 'prod-eu',
        namespace: NAMESPACE,
        name: BACKEND,
        mechanism: 'irsa',
        roleArn: ROLE,
      },
    ]);
    const { body: verification } = await host.post(
      `/service-accounts/${body.items[0].id}/verifications`,
      { live: false },
    );
    expect(failing(verification)).toEqual([]);
    expect(verification.status).toBe('verified');
  });
});
