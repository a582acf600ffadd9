import { TestDatabases } from '@backstage/backend-test-utils';
import {
  EKS_ANNOTATIONS,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { ADOPT_KEY, consentOf } from '@backstage-irsa/core/planning';
import type { Knex } from 'knex';
import { coreOf } from '../__testUtils__/coreOf';
import { givenDatabase } from '../__testUtils__/given';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

const ACCOUNT = '111122223333';
const TEAM = 'group:default/team';
const OTHERS = 'group:default/others';
const ADMINISTRATORS = 'group:default/admins';
const READ_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::team-x/*',
    },
  ],
});
const NOBODY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
  ],
});

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('a transfer of a role with policies beyond its spec', () => {
  let host: TestHost;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    host = await startTestHost({
      features: [givenDatabase(knex)],
      groups: [TEAM, OTHERS, ADMINISTRATORS],
      entities: () => [componentOf('uploads', TEAM)],
      irsa: {
        administrators: [ADMINISTRATORS],
        namespaceRules: [
          namespaceRule([TEAM]),
          namespaceRule([OTHERS], {
            resources: ['arn:aws:s3:::my-app-*'],
          }),
        ],
      },
    });
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get(ACCOUNT)!;
  const spec = (change: Partial<IamServiceAccountSpec> = {}) =>
    specOf({ name: 'taker', adopt: true, roleName: 'by-hand', ...change });
  const roleWith = (inlinePolicies: Map<string, string>) => {
    const [model] = account().roles.values();
    const role = {
      ...model,
      id: 'AROABYHANDXXXXXXXXXXX',
      name: 'by-hand',
      path: '/',
      arn: `arn:aws:iam::${ACCOUNT}:role/by-hand`,
      trustPolicy: NOBODY,
      attachedPolicyArns: [] as string[],
      inlinePolicies,
      permissionsBoundaryArn: undefined,
      tags: [
        {
          key: ADOPT_KEY,
          value: consentOf(spec(), new Date(Date.now() + 3_600_000)),
        },
      ],
    };
    account().roles.set(role.name, role);
    return role;
  };
  const transfer = async (id: string, owner: string) => {
    const { body } = await host.post(`/service-accounts/${id}/transfers`, {
      owner,
    });
    return host.post(`/transfers/${body.id}/decisions`, {
      decision: 'confirm',
    });
  };

  it('checks these policies, whether or not the last spec adopts the role, and in bulk too', async () => {
    const role = roleWith(new Map([['own', READ_ALL]]));
    const adopted = await host.put(spec());
    expect([adopted.status, adopted.text]).toEqual([200, expect.anything()]);
    const { id } = adopted.body.serviceAccount;
    const refused = {
      status: 400,
      message: expect.stringContaining(
        'Backstage cannot confirm that the policies of the role stay',
      ),
    };
    const outcome = async () => {
      const { status, body } = await transfer(id, OTHERS);
      return { status, message: body.error?.message };
    };
    expect(await outcome()).toEqual(refused);
    expect((await host.put(spec({ adopt: false }))).status).toBe(200);
    const again = await host.get(`/service-accounts/${id}/transfers`);
    const decided = await host.post(
      `/transfers/${again.body.items[0].id}/decisions`,
      { decision: 'confirm' },
    );
    expect([decided.status, decided.body.error?.message]).toEqual(
      Object.values(refused),
    );
    const bulk = await host.post('/transfers/bulk', {
      owners: [{ from: TEAM, to: OTHERS }],
    });
    expect(bulk.body.items).toMatchObject([
      { result: 'refused', violations: [{ rule: 'resource-owner' }] },
    ]);
    expect((await host.get(`/service-accounts/${id}`)).body.owner).toBe(TEAM);
    // Without that policy, the transfer succeeds.
    role.inlinePolicies.clear();
    const done = await host.post(
      `/transfers/${again.body.items[0].id}/decisions`,
      { decision: 'confirm' },
    );
    expect([done.status, done.body.notice]).toEqual([200, undefined]);
    expect((await host.get(`/service-accounts/${id}`)).body.owner).toBe(OTHERS);
  });

  /** Creates an IAM service account like one that an administrator recovered: the requested spec is unknown. */
  const recovered = async (name: string, bucket: string) => {
    const { body } = await host.put(
      specOf({
        name,
        grants: [{ service: 's3', access: 'read', resource: bucket }],
      }),
    );
    const { id } = body.serviceAccount;
    await knex('service_accounts').where({ id }).update({ spec: null });
    return String(id);
  };

  it('checks the permissions of the role if its spec is unknown', async () => {
    const beyond = await transfer(await recovered('beyond', 'team-x'), OTHERS);
    expect([beyond.status, beyond.body.error?.message]).toEqual([
      400,
      expect.stringContaining(
        'Backstage cannot confirm that the policies of the role stay',
      ),
    ]);
    const within = await transfer(
      await recovered('within', 'my-app-uploads'),
      OTHERS,
    );
    expect([within.status, within.body.error?.message]).toEqual([
      200,
      undefined,
    ]);
  });

  it('is refused if neither a spec nor the ServiceAccount names the role', async () => {
    const id = await recovered('nameless', 'my-app-uploads');
    const place = { namespace: 'production', name: 'nameless' };
    const core = coreOf(host.kubeconfig);
    const body = await core.readNamespacedServiceAccount(place);
    delete body.metadata!.annotations![EKS_ANNOTATIONS.roleArn];
    await core.replaceNamespacedServiceAccount({ ...place, body });
    const { status, body: refused } = await transfer(id, OTHERS);
    expect([status, refused.error?.message]).toEqual([
      400,
      expect.stringContaining(
        'No spec is recorded for ServiceAccount prod-eu/production/nameless, and it no longer names its role. Apply its spec first.',
      ),
    ]);
  });
});
