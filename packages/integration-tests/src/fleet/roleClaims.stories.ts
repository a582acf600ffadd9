import {
  CreateRoleCommand,
  IAMClient,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { TestDatabases } from '@backstage/backend-test-utils';
import { EKS_ANNOTATIONS } from '@backstage-irsa/core/model';
import request from 'supertest';
import { componentOf } from '../__testUtils__/core';
import { coreOf } from '../__testUtils__/coreOf';
import { groupWith } from '../__testUtils__/groupWith';
import { API } from '../__testUtils__/host';
import { notificationSink } from '../__testUtils__/notificationSink';
import { startScanHost, type ScanHost } from '../__testUtils__/scans';

const ACCOUNT = '111122223333';
const EVIL = 'group:default/evil';
const PLATFORM = 'group:default/platform';
const VICTIMS = 'group:default/victims';
const NAMED = 'names this role, but cannot assume it';

/** Developers annotate ServiceAccounts in their own namespace with any role. */
describe('roles that ServiceAccounts name only by annotation', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const groups = [EVIL];
  const { sent, factory: notifications } = notificationSink();
  let host: ScanHost;
  let iam: IAMClient;
  let issuer: string;
  /** A role of another cluster and account, with a finding that its owners are allowed to accept. */
  let victim: {
    role: string;
    arn: string;
    finding: string;
    entityRef: string | null;
  };
  /** The ARN of a role that no ServiceAccount uses. */
  let foreign: string;

  const trustOf = (operator: string, subject: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: {
          Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`,
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          [operator]: { [`${issuer}:sub`]: `system:serviceaccount:${subject}` },
        },
      },
    });
  const createRole = async (name: string, trust: string) => {
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: trust,
      }),
    );
    return Role?.Arn ?? '';
  };
  const annotate = (name: string, arn: string) =>
    coreOf(host.kubeconfig).createNamespacedServiceAccount({
      namespace: 'evil',
      body: {
        metadata: { name, annotations: { [EKS_ANNOTATIONS.roleArn]: arn } },
      },
    });
  /** Returns the names of the roles that list an owner. */
  const ownedBy = async (owner: string) => {
    const rows = await host
      .knex('inventory_roles')
      .whereNull('deleted_at')
      .whereLike('owners', `%|${owner}|%`)
      .pluck<string[]>('name');
    return rows.sort();
  };
  const rolesOf = async (): Promise<string[]> => {
    const { body } = await host.get('/roles?limit=200');
    return body.items.map(({ name }: { name: string }) => name).sort();
  };
  const accountOf = async (name: string) => {
    const { body } = await host.get(`/fleet/service-accounts?q=${name}`);
    return body.items.find((one: { name: string }) => one.name === name);
  };

  beforeAll(async () => {
    host = await startScanHost(databases, {
      groups,
      entities: () => [
        groupWith(EVIL, ['user:default/eve']),
        componentOf('mine', EVIL, {
          'backstage-irsa.dev/service-account': 'prod-eu/evil/foreign-cluster',
        }),
      ],
      features: [notifications],
      irsa: {
        fleet: { readerGroups: [PLATFORM] },
        findings: { acceptanceGroups: [PLATFORM] },
        namespaceRules: [
          { owners: [EVIL], clusters: ['*'], namespaces: ['evil'] },
          {
            owners: [VICTIMS],
            clusters: ['*'],
            namespaces: ['p*', 'd*', 'o*'],
          },
        ],
      },
    });
    await host.settle();
    victim = await host
      .knex('findings')
      .join('inventory_roles', 'inventory_roles.id', 'findings.subject_id')
      .where({ subject_kind: 'role', use: 'service-account' })
      .whereLike('inventory_roles.arn', '%:444455556666:%')
      .where('findings.owners', `|${VICTIMS}|`)
      .where('findings.severity', '<', 2)
      .whereNull('resolved_at')
      .first({
        role: 'inventory_roles.id',
        arn: 'inventory_roles.arn',
        finding: 'findings.id',
        entityRef: 'findings.entity_ref',
      });
    const people = await host
      .knex('inventory_principals')
      .whereLike('arn', `%:${ACCOUNT}:role/%`)
      .first('arn');
    foreign = people.arn;
    const { facts } = await host
      .knex('inventory_scopes')
      .where({ id: 'cluster:prod-eu' })
      .first('facts');
    issuer = JSON.parse(facts).cluster.value.issuer.replace('https://', '');
    iam = new IAMClient({
      endpoint: host.sandbox.awsEndpoint,
      region: 'eu-west-1',
      credentials: host.sandbox.administrators.get(ACCOUNT)!,
    });
    const core = coreOf(host.kubeconfig);
    await core.createNamespace({ body: { metadata: { name: 'evil' } } });
    await annotate('foreign-cluster', victim.arn);
    await annotate('no-eks', foreign);
    const like = (name: string, subject: string) =>
      createRole(name, trustOf('StringLike', subject));
    await annotate('any-place', await like('of-any-place', '*:any-place'));
    await annotate('elsewhere', await like('of-elsewhere', 'data-*:elsewhere'));
    await annotate('later', await like('of-later', 'data:later'));
    await core.createNamespacedPod({
      namespace: 'evil',
      body: {
        metadata: { name: 'runner' },
        spec: {
          serviceAccountName: 'foreign-cluster',
          containers: [{ name: 'main', image: 'registry.local/runner:1' }],
        },
      },
    });
    await host.settle();
  }, 170_000);
  afterAll(async () => {
    iam?.destroy();
    await host?.stop();
  });

  it('have only the owners whose ServiceAccounts the trust policy admits', async () => {
    expect(await ownedBy(EVIL)).toEqual(['of-any-place']);
    expect(await rolesOf()).toEqual(['of-any-place']);
  });

  it('are hidden, with the findings about them, from the owner of the annotation', async () => {
    expect((await host.get(`/roles/${victim.role}`)).status).toBe(404);
    const { body } = await host.get('/findings?subjectKind=role&limit=200');
    expect(
      body.items.filter(
        (one: { subject: { id: string } }) => one.subject.id === victim.role,
      ),
    ).toEqual([]);
    expect(await host.knex('inventory_roles').where({ arn: foreign })).toEqual(
      [],
    );
    const workloads = await host.get(`/workloads?roleId=${victim.role}`);
    expect(workloads.body.items ?? []).toEqual([]);
  });

  it('keep their findings with their owners and entity, who alone can accept them', async () => {
    const row = await host
      .knex('findings')
      .where({ id: victim.finding })
      .first();
    expect(row.owners).toBe(`|${VICTIMS}|`);
    expect(row.entity_ref).toBe(victim.entityRef);
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const { status } = await request(host.backend.server)
      .put(`${API}/findings/${victim.finding}/acceptance`)
      .send({ reason: 'Nothing to see here.', until });
    expect(status).toBe(404);
  });

  it.each(['foreign-cluster', 'no-eks', 'elsewhere'])(
    'show no permissions to %s',
    async name => {
      const { id, roleId, permissions } = await accountOf(name);
      expect(roleId).toBeNull();
      expect(permissions ?? { services: [] }).toMatchObject({ services: [] });
      const { status, body } = await host.get(
        `/service-accounts/${id}/permissions`,
      );
      expect(status).toBe(200);
      expect(body.services).toEqual([]);
      expect(body.layers[0].reason).toContain(NAMED);
      const simulated = await host.post(`/service-accounts/${id}/simulations`, {
        requests: [{ action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' }],
      });
      expect(simulated.status).toBe(409);
      expect(simulated.body.error.message).toContain('cannot assume it');
      const used = await host.post(`/service-accounts/${id}/last-accessed`, {});
      expect(used.status).toBe(409);
    },
  );

  // The names of policies, and of the buckets in them, reveal the role's permissions.
  it.each(['foreign-cluster', 'no-eks'])(
    'show %s no policies and buckets of the role in checks or in the chain',
    async name => {
      const { id } = await accountOf(name);
      const look = async () => {
        const { body } = await host.get(`/service-accounts/${id}`);
        const chain = await host.get(`/service-accounts/${id}/chain`);
        const ofPermissions = (one: { link: string }) =>
          one.link === 'permissions';
        const [link] = chain.body.links.filter(ofPermissions);
        expect(link.name).toBeNull();
        for (const { value } of link.facts) expect(value).toContain(NAMED);
        const checks = body.verification.checks.filter(ofPermissions);
        expect(checks).not.toEqual([]);
        for (const check of checks) {
          expect(check).toMatchObject({
            result: 'unknown',
            blockedBy: expect.any(String),
          });
        }
      };
      await look();
      await host.post(`/service-accounts/${id}/verifications`, { live: true });
      await look();
    },
  );

  it('show no permissions to a component that names the ServiceAccount', async () => {
    const verified = await host.post(
      '/entities/component/default/mine/verifications',
      { live: false },
    );
    expect(verified.status).toBe(200);
    const { body } = await host.get(
      '/entities/component/default/mine/service-accounts',
    );
    expect(body.items).toHaveLength(1);
    expect(body.items[0].permissions).toMatchObject({
      ...{ services: [], risks: [] },
      unreadable: [expect.stringContaining(NAMED)],
    });
    expect(await ownedBy(EVIL)).toEqual(['of-any-place']);
  });

  it('cause no notifications to owners who only name them', async () => {
    await host.notify();
    const told = sent.filter(({ recipients }) =>
      JSON.stringify(recipients).includes('eve'),
    );
    expect(JSON.stringify(told)).not.toContain(victim.finding);
    expect(JSON.stringify(told)).not.toContain(victim.role);
  });

  it('list the ServiceAccounts that only name a role for callers who may read them', async () => {
    groups.push(PLATFORM);
    const { body } = await host.get(`/roles/${victim.role}`);
    groups.pop();
    const named = body.namedBy.map((one: { name: string }) => one.name);
    const held = body.blastRadius.serviceAccounts.map(
      (one: { name: string }) => one.name,
    );
    expect(named).toEqual(['foreign-cluster']);
    expect(held).not.toContain('foreign-cluster');
    expect(held.length).toBeGreaterThan(0);
  });

  it('get an owner when a scan reads a trust policy that admits the ServiceAccount, and lose the owner again', async () => {
    const update = (subject: string) =>
      iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'of-later',
          PolicyDocument: trustOf('StringEquals', subject),
        }),
      );
    await update('evil:later');
    await host.scan(`account:${ACCOUNT}`);
    expect(await ownedBy(EVIL)).toEqual(['of-any-place', 'of-later']);
    await host.scan('cluster:prod-eu');
    expect((await accountOf('later')).roleId).not.toBeNull();
    await update('data:later');
    await host.scan(`account:${ACCOUNT}`);
    expect(await ownedBy(EVIL)).toEqual(['of-any-place']);
  });
});
