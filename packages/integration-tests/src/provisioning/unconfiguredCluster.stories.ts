import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  EKS_ANNOTATIONS,
  type OperationStep,
} from '@backstage-irsa/core/model';
import { CUT_OFF_POLICY } from '@backstage-irsa/core/permissions';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { coreOf } from '../__testUtils__/coreOf';
import { givenDatabase } from '../__testUtils__/given';
import request from 'supertest';
import { API, startTestHost, type TestHost } from '../__testUtils__/host';
import { sandboxConfig } from '../__testUtils__/internals';
import { specOf } from '../__testUtils__/core';

const PROD = '111122223333';
const STAGING = '444455556666';

const EVE = 'user:default/eve';
const USERS = { [EVE]: ['group:default/others'] };

const EVERYTHING = {
  owners: ['group:default/team'],
  clusters: ['*'],
  namespaces: ['*'],
  resources: ['*'],
};

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('a cluster that was removed from the configuration', () => {
  let knex: Knex;
  let before: TestHost;
  let after: TestHost;

  /** Starts another replica on the same database, without the cluster in its configuration. */
  const startWithout = (change: (aws: JsonObject) => JsonObject = aws => aws) =>
    startTestHost({
      beside: before,
      users: USERS,
      features: [givenDatabase(knex)],
      sections: (sandbox, kubeconfig) => {
        const { aws, irsa } = sandboxConfig(sandbox, kubeconfig);
        const { clusters, ...rest } = irsa as { clusters: JsonObject[] };
        return {
          aws: change(aws as JsonObject),
          irsa: {
            ...rest,
            clusters: clusters.filter(({ name }) => name !== 'prod-eu'),
          },
        };
      },
    });

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    before = await startTestHost({
      users: USERS,
      irsa: {
        namespaceRules: [
          { ...EVERYTHING, accounts: [PROD, STAGING] },
          EVERYTHING,
        ],
      },
      features: [givenDatabase(knex)],
    });
    after = await startWithout();
  });
  afterAll(async () => {
    await after?.stop();
    await before?.stop();
  });

  const account = () => before.sandbox.world.accounts.get(PROD)!;
  const roleOf = (arn: string) =>
    [...account().roles.values()].find(role => role.arn === arn);
  const trustOf = (arn: string) => roleOf(arn)!.trustPolicy;
  const make = async (name: string, change: object = {}) => {
    const { status, body } = await before.put(specOf({ name, ...change }));
    expect([status, body.error?.message]).toEqual([200, undefined]);
    const { id, roleArn } = body.serviceAccount;
    return { path: `/service-accounts/${id}`, roleArn: String(roleArn) };
  };
  const annotationsOf = async (name: string) =>
    (
      await coreOf(before.kubeconfig).readNamespacedServiceAccount({
        namespace: 'production',
        name,
      })
    ).metadata?.annotations ?? {};
  const summaries = (steps: OperationStep[]) =>
    steps.map(({ action, target }) => `${action} ${target.kind}`);

  it('does not block deleting role and policy, and the answer names what stays in it', async () => {
    const { path, roleArn } = await make('orphan');
    const preview = await after.delete(`${path}?dryRun=true`);
    expect([preview.status, preview.body.error?.message]).toEqual([
      200,
      undefined,
    ]);
    const { status, body } = await after.delete(path);
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(summaries(body.steps)).toEqual(summaries(preview.body.steps));
    expect(summaries(body.steps)).toEqual([
      'none service-account',
      'delete role-policy-attachment',
      'delete role',
      'delete policy',
    ]);
    expect(body.steps[0].summary).toBe(
      'ServiceAccount production/orphan in prod-eu stays: its cluster is no longer in the configuration, so Backstage cannot read or change it. If the cluster still exists, remove the annotation eks.amazonaws.com/role-arn there, or delete the ServiceAccount. Its pods get no AWS access with it',
    );
    expect(roleOf(roleArn)).toBeUndefined();
    const annotations = await annotationsOf('orphan');
    expect(annotations[EKS_ANNOTATIONS.roleArn]).toBe(roleArn);
    expect((await after.get(path)).status).toBe(404);
  });

  it('leaves a shared role to the others, without its own ServiceAccount', async () => {
    const shared = { roleName: 'shared-by-two' };
    const { path, roleArn } = await make('leaver', shared);
    await make('stayer', shared);
    const { status, body } = await after.delete(path);
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(summaries(body.steps)).toEqual([
      'none service-account',
      'update role',
      'none policy',
    ]);
    expect(trustOf(roleArn)).not.toContain(':leaver"');
    expect(trustOf(roleArn)).toContain(':stayer"');
  });

  it('is distinguished from a configured cluster with a ServiceAccount of the same name in the role', async () => {
    const shared = { roleName: 'shared-by-clusters', accountId: PROD };
    const { path, roleArn } = await make('twin', shared);
    await make('twin', { ...shared, cluster: 'staging-eu' });
    const issuers = () =>
      JSON.parse(trustOf(roleArn)).Statement.map(
        (statement: { Principal: { Federated: string } }) =>
          statement.Principal.Federated,
      );
    const [prod, staging] = issuers();
    const { status, body } = await after.delete(path);
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(prod).not.toBe(staging);
    expect(issuers()).toEqual([staging]);
  });

  it('is read only through EKS for an EKS Pod Identity association', async () => {
    const { path, roleArn } = await make('podded', {
      mechanism: 'pod-identity',
    });
    const associations = () =>
      before.sandbox.world.clusters.get('prod-eu')!.podIdentityAssociations;
    const count = [...associations().values()].length;
    const { status, body } = await after.delete(path);
    expect([status, body.error?.message]).toEqual([200, undefined]);
    expect(summaries(body.steps)).toEqual([
      'delete pod-identity-association',
      'none service-account',
      'delete role-policy-attachment',
      'delete role',
      'delete policy',
    ]);
    expect([...associations().values()]).toHaveLength(count - 1);
    expect(roleOf(roleArn)).toBeUndefined();
  });

  it('does not block cutting off and restoring', async () => {
    const { path, roleArn } = await make('incident');
    const cutOff = await after.post(`${path}/cut-off`, { reason: 'leaked' });
    expect([cutOff.status, cutOff.body.error?.message]).toEqual([
      200,
      undefined,
    ]);
    expect(cutOff.body.cutOff.reason).toBe('leaked');
    expect(roleOf(roleArn)!.inlinePolicies.has(CUT_OFF_POLICY)).toBe(true);
    const restored = await after
      .delete(`${path}/cut-off`)
      .send({ reason: 'rotated' });
    expect([restored.status, restored.body.cutOff]).toEqual([200, null]);
  });

  it('lets only the owner and administrators delete or cut off', async () => {
    const { path, roleArn } = await make('guarded');
    const { server } = after.backend;
    const eve = mockCredentials.user.header(EVE);
    const asked = [
      request(server).delete(`${API}${path}`),
      request(server).delete(`${API}${path}?dryRun=true`),
      request(server).post(`${API}${path}/cut-off`).send({ reason: 'leaked' }),
    ];
    for (const sent of asked) {
      expect((await sent.set('Authorization', eve)).status).toBe(403);
    }
    expect(roleOf(roleArn)!.inlinePolicies.has(CUT_OFF_POLICY)).toBe(false);
  });

  it('accepts no changes, and the error names the setting', async () => {
    const { path } = await make('waiting');
    const { status, body } = await after.put(specOf({ name: 'waiting' }));
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining(
        'Cluster "prod-eu" is not in the configuration: choose one of staging-eu, or ask an administrator to add it to irsa.clusters, or to kubernetes.clusterLocatorMethods with irsa.discovery.kubernetes.',
      ),
    ]);
    const verified = await after.post(`${path}/verifications`, {
      live: false,
    });
    expect([verified.status, verified.body.error.message]).toEqual([
      503,
      'Cluster prod-eu is not in the configuration any more. Ask an administrator to add it to irsa.clusters, or to kubernetes.clusterLocatorMethods with irsa.discovery.kubernetes.',
    ]);
  });

  it('allows deletion and cut-off only if its account is configured', async () => {
    const { path, roleArn } = await make('accountless');
    const without = await startWithout(({ accounts }) => ({
      accounts: (accounts as JsonObject[]).filter(
        ({ accountId }) => accountId === STAGING,
      ),
    }));
    try {
      for (const answer of [
        await without.delete(path),
        await without.post(`${path}/cut-off`, { reason: 'leaked' }),
      ]) {
        expect([answer.status, answer.body.error.message]).toEqual([
          503,
          expect.stringContaining(
            `The backend is not configured for account ${PROD}. Ask an administrator to add it to aws.accounts`,
          ),
        ]);
      }
    } finally {
      await without.stop();
    }
    expect(roleOf(roleArn)!.inlinePolicies.has(CUT_OFF_POLICY)).toBe(false);
  });
});

describe('a cluster that no longer exists', () => {
  it('needs no Kubernetes client to delete what only AWS shows, also after a restart', async () => {
    const knex = await databases.init('SQLITE_3');
    const start = (beside?: TestHost) =>
      startTestHost({
        beside,
        features: [givenDatabase(knex)],
        irsa: {
          clusters: [
            {
              ...{ name: 'prod-eu', accountId: PROD, region: 'eu-west-1' },
              access: { type: 'eks' },
            },
          ],
        },
      });
    const host = await start();
    const { body } = await host.put(specOf({ name: 'left-behind' }));
    await host.sandbox.removeCluster('prod-eu');
    const restarted = await start(host);
    const answer = await restarted.delete(
      `/service-accounts/${body.serviceAccount.id}`,
    );
    await restarted.stop();
    await host.stop();
    expect([answer.status, answer.body.error?.message]).toEqual([
      200,
      undefined,
    ]);
  });
});
