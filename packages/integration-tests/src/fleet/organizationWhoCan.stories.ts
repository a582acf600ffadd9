import type { Account, Organization } from '@backstage-irsa/sandbox';
import type { Knex } from 'knex';
import type { TestHost } from '../__testUtils__/host';
import {
  insertRows,
  policySetRow,
  principalRow,
  scopeRow,
} from '../__testUtils__/internals';
import { HOME, organizationHost } from '../__testUtils__/organizationHost';

const STAGING = '444455556666';

describe('the policies of an organization in an answer to who can', () => {
  const started = organizationHost();
  const { deny, read } = started;
  let host: TestHost;
  let knex: Knex;
  let organization: Organization;
  const BUCKET = 'arn:aws:s3:::reports';
  const ofType = (type: string) => ({
    Condition: { StringEquals: { 'organizations:PolicyType': type } },
  });

  interface Answer {
    items: { name: string; decision: string; conditions?: string[] }[];
    limitations: string[];
  }
  const ask = async (): Promise<Answer> => {
    const query = `action=s3:GetObject&resource=${BUCKET}/january`;
    const { status, body } = await host.post(`/access?${query}`, {});
    expect(status).toBe(200);
    return body;
  };
  const held = ({ items }: Answer) =>
    items.map(({ name, decision, conditions = [] }) =>
      [name, decision, ...conditions].join(' | '),
    );
  const statement = (change: object) => ({
    ...{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
    ...change,
  });
  const documentOf = (...statements: object[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement: statements });
  /** Attaches a policy to the bucket's account, in addition to full access. */
  const attach = (
    type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY',
    change: object,
  ) =>
    organization.attached.set(HOME, [
      {
        ...{ type: 'SERVICE_CONTROL_POLICY', name: 'FullAWSAccess' },
        document: documentOf(statement({ Action: '*' })),
      },
      {
        ...{ type, name: 'reports-only' },
        document: documentOf(statement({ Effect: 'Deny', ...change })),
      },
    ]);
  /** Updates the stored readers, as a requested scan would. */
  const rescanned = (policySet: string) =>
    Promise.all([
      knex('inventory_principals')
        .where({ name: 'batch' })
        .update({ policy_set: policySet }),
      knex('inventory_scopes')
        .where({ id: `account:${HOME}` })
        .update({ written_at: new Date().toISOString() }),
    ]);
  let now = Date.now();
  let clock: jest.SpyInstance;
  const regions = new Map<string, Account['serviceControlPolicies']>();

  beforeAll(async () => {
    host = started.host();
    knex = started.knex();
    organization = started.organization();
    // They deny other regions, but the ARN of a bucket contains no region.
    for (const id of [HOME, STAGING]) {
      const account = host.sandbox.world.accounts.get(id)!;
      regions.set(id, account.serviceControlPolicies);
      account.serviceControlPolicies = [];
    }
    const sets = [
      policySetRow('readers', [{ Action: 's3:Get*', Resource: '*' }]),
      policySetRow('unread', [{ Action: 's3:Get*', Resource: '*' }], {
        unread: 'Nobody may.',
      }),
    ];
    await insertRows(knex, {
      inventory_scopes: [
        scopeRow('account', HOME),
        scopeRow('account', STAGING),
      ],
      inventory_policy_sets: sets.map(({ set }) => set),
      inventory_policy_set_services: sets.flatMap(({ services }) => services),
      inventory_principals: [
        principalRow(HOME, 'role', 'api', { policySet: 'readers' }),
        principalRow(HOME, 'role', 'batch', { policySet: 'readers' }),
        principalRow(STAGING, 'role', 'staging', { policySet: 'readers' }),
      ],
    });
    host.sandbox.world.buckets.set('reports', {
      ...{ name: 'reports', accountId: HOME, region: 'eu-west-1' },
      createdAt: new Date(),
      objects: new Map(),
      policy: documentOf(
        statement({
          Principal: { AWS: [STAGING, '777788889999'] },
          Resource: `${BUCKET}/*`,
        }),
      ),
    });
  });
  beforeEach(async () => {
    organization.attached.delete(HOME);
    // Expires the cached data of the bucket.
    now += 61_000;
    clock = jest.spyOn(Date, 'now').mockReturnValue(now);
    await read();
  });
  afterEach(() => clock.mockRestore());
  afterAll(async () => {
    organization.attached.delete(HOME);
    for (const [id, policies] of regions) {
      host.sandbox.world.accounts.get(id)!.serviceControlPolicies = policies;
    }
    await knex('inventory_principals').delete();
  });

  const PERIMETER =
    'but not when aws:PrincipalOrgID is not o-company001, or is absent (RCP identity-perimeter attached to the root)';

  it('keep principals that these policies and the resource policies allow', async () => {
    const answer = await ask();
    expect(held(answer)).toEqual([
      'api | allowed',
      'batch | allowed',
      'staging | allowed',
      `Account 777788889999 | allowed-if | ${PERIMETER}`,
    ]);
    expect(answer.limitations.join()).not.toMatch(/not read|does not say/);
  });

  it('remove principals, or make them depend on a request', async () => {
    attach('SERVICE_CONTROL_POLICY', {
      Condition: {
        ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/api' },
      },
    });
    await read();
    expect(held(await ask()).slice(0, 2)).toEqual([
      'api | allowed',
      'staging | allowed',
    ]);

    const unless = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };
    attach('SERVICE_CONTROL_POLICY', { Condition: unless });
    await read();
    const words = 'but not when aws:SourceVpce is not vpce-1, or is absent';
    const bySCP = `allowed-if | ${words} (SCP reports-only attached to account ${HOME})`;
    expect(held(await ask()).slice(0, 3)).toEqual([
      `api | ${bySCP}`,
      `batch | ${bySCP}`,
      'staging | allowed',
    ]);

    // RCPs apply from the account that owns the bucket, which its ARN does not contain.
    attach('RESOURCE_CONTROL_POLICY', { Principal: '*', Condition: unless });
    await read();
    const byRCP = `allowed-if | ${words} (RCP reports-only attached to account ${HOME})`;
    expect(held(await ask())).toEqual([
      ...['api', 'batch', 'staging'].map(name => `${name} | ${byRCP}`),
      `Account 777788889999 | allowed-if | ${PERIMETER} | ${words} (RCP reports-only attached to account ${HOME})`,
    ]);

    attach('RESOURCE_CONTROL_POLICY', { Principal: '*' });
    await read();
    expect(held(await ask())).toEqual([]);
  });

  it('exclude other principals that use a role through its trust policy', async () => {
    const trusting = (...names: string[]) =>
      knex('inventory_principals')
        .where({ name: 'api' })
        .update({
          trusted: JSON.stringify(
            names.map(name => ({ kind: 'account', name, statement: 0 })),
          ),
        });
    const partner = 'Account 888899990000 | allowed-if';
    await trusting('888899990000');
    await rescanned('readers');
    expect(held(await ask())).toContain(`${partner} | ${PERIMETER}`);

    attach('RESOURCE_CONTROL_POLICY', {
      ...{ Principal: '*', Action: 'sts:AssumeRole' },
    });
    await read();
    expect(held(await ask()).join()).not.toContain(partner);
    await trusting();
    await rescanned('readers');
  });

  it('report for each layer that was not read that it may exclude principals', async () => {
    await rescanned('unread');
    expect(held(await ask()).slice(0, 2)).toEqual([
      'api | allowed',
      'batch | unknown',
    ]);
    await rescanned('readers');

    for (const [type, layer] of [
      ['SERVICE_CONTROL_POLICY', 'SCPs'],
      ['RESOURCE_CONTROL_POLICY', 'RCPs'],
    ]) {
      deny({ Action: 'organizations:ListPolicies', ...ofType(type) });
      await read();
      expect((await ask()).limitations).toContain(
        `${layer} were not read: they may reduce access. The backend may not call organizations:ListPolicies in account ${HOME}. AWS answered: with an explicit deny in an identity-based policy.`,
      );
    }

    deny({ Action: 's3:GetBucketPolicy' });
    await read();
    now += 61_000;
    clock.mockReturnValue(now);
    const answer = await ask();
    expect(held(answer)).toEqual(
      [
        ['api', '111122223333'],
        ['batch', '111122223333'],
        ['staging', '444455556666'],
      ].map(
        ([name, account]) =>
          `${name} | allowed-if | only if account ${account} owns the resource, or if its owner allows this too`,
      ),
    );
    expect(answer.limitations).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^The policy of the resource was not read: .* may not call s3:GetBucketPolicy/,
        ),
        expect.stringContaining('Check in AWS who owns the resource'),
        expect.stringMatching(
          /^RCPs were not read.* does not say which account owns/,
        ),
      ]),
    );
  });
});
