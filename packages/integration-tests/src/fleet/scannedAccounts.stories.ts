import {
  GetRoleCommand,
  IAMClient,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { Entity } from '@backstage/catalog-model';
import { EKS_ANNOTATIONS, ENTITY_KEY } from '@backstage-irsa/core/model';
import { coreOf } from '../__testUtils__/coreOf';
import { componentOf } from '../__testUtils__/core';
import { SCOPES, startScanHost, type ScanHost } from '../__testUtils__/scans';
import { MOST_REPORTS } from '../__testUtils__/internals';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const ACCOUNT = 'account:111122223333';
const REPORTS = { scope: ACCOUNT, kind: 'last-accessed' };

/** Returns a component that is part of a system, as the catalog does. */
function partOf(system: string, name: string): Entity {
  return {
    ...componentOf(name, 'group:default/team'),
    relations: [
      { type: 'ownedBy', targetRef: 'group:default/team' },
      { type: 'partOf', targetRef: `system:default/${system}` },
    ],
  };
}

/** Lets every ServiceAccount of the namespace assume the role of one of them. */
async function admitNamespace(host: ScanHost, name: string): Promise<void> {
  const { metadata } = await coreOf(
    host.kubeconfig,
  ).readNamespacedServiceAccount({ namespace: 'production', name });
  const arn = metadata?.annotations?.[EKS_ANNOTATIONS.roleArn] ?? '';
  const RoleName = arn.split('/').pop();
  const iam = new IAMClient({
    endpoint: host.sandbox.awsEndpoint,
    region: 'eu-west-1',
    credentials: host.sandbox.administrators.get('111122223333')!,
  });
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const document = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')
    .replace('StringEquals', 'StringLike')
    .replace(/(system:serviceaccount:[^:]+:)[^"]+/, '$1*');
  await iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: document }),
  );
  iam.destroy();
}

describe('findings of account scans about roles', () => {
  let host: ScanHost;

  const findingsOf = async (check: string, role: string) => {
    const row = await host
      .knex('inventory_roles')
      .where({ name: role })
      .first();
    return host
      .knex('findings')
      .where({ check_id: check, subject_id: row.id })
      .whereNull('resolved_at');
  };
  const roleOf = async (name: string): Promise<string> => {
    const row = await host
      .knex('service_accounts')
      .where({ cluster: 'prod-eu', name })
      .first();
    return row.role_arn.split('/').pop();
  };
  const reportsSince = (place: number) =>
    host.sandbox.world.calls
      .since(place)
      .filter(
        ({ operation }) => operation === 'GenerateServiceLastAccessedDetails',
      ).length;

  beforeAll(async () => {
    host = await startScanHost(databases, {
      entities: () => [
        partOf('checkout', 'till'),
        partOf('marketing', 'banner'),
      ],
    });
    await admitNamespace(host, 'orders-api');
    await host.scan(...SCOPES);
  });
  afterAll(() => host?.stop());

  it('report that several systems share a role in the same namespace', async () => {
    const core = coreOf(host.kubeconfig);
    const role = await roleOf('orders-api');
    const make = (name: string, entity: string) =>
      core.createNamespacedServiceAccount({
        namespace: 'production',
        body: {
          metadata: {
            name,
            annotations: {
              [EKS_ANNOTATIONS.roleArn]: `arn:aws:iam::111122223333:role/${role}`,
              [ENTITY_KEY]: entity,
            },
          },
        },
      });
    await make('till', 'component:default/till');
    await host.scan('cluster:prod-eu');
    expect(await findingsOf('shared-role', role)).toEqual([]);
    await make('banner', 'component:default/banner');
    await host.scan('cluster:prod-eu');
    expect(await findingsOf('shared-role', role)).toEqual([
      expect.objectContaining({
        message: expect.stringContaining(
          'in 2 systems (system:default/checkout, system:default/marketing)',
        ),
      }),
    ]);
  });

  it('need one call if a named role does not exist', async () => {
    await coreOf(host.kubeconfig).createNamespacedServiceAccount({
      namespace: 'production',
      body: {
        metadata: {
          name: 'ghost',
          annotations: {
            [EKS_ANNOTATIONS.roleArn]: 'arn:aws:iam::111122223333:role/ghost',
          },
        },
      },
    });
    const since = host.sandbox.world.calls.count;
    await host.scan('cluster:prod-eu');
    const aboutIt = host.sandbox.world.calls
      .since(since)
      .filter(({ accesses = [] }) =>
        accesses.some(({ resource }) => resource?.endsWith('role/ghost')),
      );
    expect(aboutIt.map(({ operation }) => operation)).toEqual(['GetRole']);
  });

  it('do not report services that were never used while no report may be read', async () => {
    const { users } = host.sandbox.world.accounts.get('111122223333')!;
    const refusal: PolicyDocument = {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Deny',
        Action: 'iam:GenerateServiceLastAccessedDetails',
        Resource: '*',
      },
    };
    users.forEach(user => user.inlinePolicies.set('refusal', refusal));
    await host.knex('inventory_observations').where(REPORTS).delete();
    const since = host.sandbox.world.calls.count;
    await host.scan(ACCOUNT);
    users.forEach(user => user.inlinePolicies.delete('refusal'));
    expect(reportsSince(since)).toBeLessThanOrEqual(MOST_REPORTS);
    expect(
      await host.knex('inventory_scopes').where({ id: ACCOUNT }).first(),
    ).toMatchObject({
      stale_since: null,
      missing_right: 'iam:GenerateServiceLastAccessedDetails',
    });
    expect(
      await findingsOf('unused-services', await roleOf('forecast')),
    ).toEqual([]);
  });

  it('report granted services that were never used, from a few reports per scan', async () => {
    const role = await roleOf('forecast');
    const known = () => host.knex('inventory_observations').where(REPORTS);
    for (let before = -1; (await known()).length > before; ) {
      before = (await known()).length;
      const since = host.sandbox.world.calls.count;
      await host.scan(ACCOUNT);
      expect(reportsSince(since)).toBeLessThanOrEqual(MOST_REPORTS);
      // The scan that reads a report also shows its results.
      const reported = await known().where('key', 'like', `%/${role}`);
      expect(await findingsOf('unused-services', role)).toHaveLength(
        reported.length,
      );
    }
    const [finding, ...more] = await findingsOf('unused-services', role);
    expect(more).toEqual([]);
    expect(finding.message).toBe(
      `Role ${role} can use dynamodb, events, secretsmanager, sns, but has not for 90 days. Services that it never used may have been granted recently: IAM does not date attachments.`,
    );
    expect(await findingsOf('unused-services', await roleOf('ledger'))).toEqual(
      [],
    );
    const since = host.sandbox.world.calls.count;
    await host.scan(ACCOUNT);
    expect(reportsSince(since)).toBe(0);
  });

  it('are resolved when the policy is smaller, and the report is not read again for a week', async () => {
    const name = await roleOf('forecast');
    const { roles } = host.sandbox.world.accounts.get('111122223333')!;
    const role = [...roles.values()].find(one => one.name === name)!;
    const readAt = async (at: Date) =>
      host
        .knex('inventory_observations')
        .where({ kind: 'last-accessed', key: role.arn })
        .update({ read_at: at.toISOString() });
    role.inlinePolicies.clear();
    role.attachedPolicyArns = [];
    await host.scan(ACCOUNT);
    expect(await findingsOf('unused-services', name)).toEqual([]);
    await readAt(new Date(Date.now() - 8 * 24 * 60 * 60_000));
    const since = host.sandbox.world.calls.count;
    await host.scan(ACCOUNT);
    expect(reportsSince(since)).toBe(1);
  });
});
