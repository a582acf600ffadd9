import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  IamServiceAccountSpec,
  Violation,
} from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';
import { givenDatabase } from '../__testUtils__/given';

const A = '111122223333';
const B = '444455556666';
const TEAM = 'group:default/team';
const SECOND = 'group:default/second';
const DYNAMODB = 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const bucket = (resource: string, access = 'read') => ({
  ...{ service: 's3', access, resource },
});
const queue = (resource: string) => ({
  ...{ service: 'sqs', access: 'send', resource },
});

describe('the AWS resources of owners', () => {
  /** The hosts before and after a rule change in which the team loses its resources. */
  let before: TestHost;
  let host: TestHost;

  beforeAll(async () => {
    const knex = await databases.init('SQLITE_3');
    const features = [givenDatabase(knex)];
    const common = {
      features,
      groups: [TEAM, SECOND],
      entities: () => [
        componentOf('of-team', TEAM),
        componentOf('of-second', SECOND),
      ],
    };
    const rule = { clusters: ['*'], namespaces: ['*'] };
    before = await startTestHost({
      ...common,
      irsa: {
        namespaceRules: [{ ...rule, owners: [TEAM], resources: ['*'] }],
      },
    });
    host = await startTestHost({
      ...common,
      beside: before,
      irsa: {
        namespaceRules: [
          { ...rule, owners: [TEAM] },
          {
            ...rule,
            owners: [SECOND],
            resources: ['arn:aws:s3:::{owner}-*', 'arn:aws:sqs:*:*:shared'],
          },
          {
            ...rule,
            owners: [SECOND],
            clusters: ['prod-eu'],
            accounts: [A, B],
            resources: ['arn:aws:sqs:*:*:{owner}-*'],
          },
          {
            ...rule,
            ...{ owners: [SECOND], namespaces: ['wide'], resources: ['*'] },
          },
        ],
      },
    });
  });
  afterAll(async () => {
    await host?.stop();
    await before?.stop();
  });

  const violations = async (spec: IamServiceAccountSpec) => {
    const { status, body } = await host.post('/plans', { spec });
    expect({ status, error: body.error }).toEqual({ status: 200 });
    return (body.violations as Violation[]).map(
      ({ field, rule }) => `${field} ${rule}`,
    );
  };
  const made = async (spec: IamServiceAccountSpec) => {
    const { status, body } = await before.put(spec);
    expect({ status, error: body.error }).toEqual({ status: 200 });
    return body.serviceAccount;
  };
  const writesSince = (place: number) =>
    host.sandbox.world.calls.since(place).filter(({ write }) => write).length;

  it('are none for a rule without resources, and the error names the setting', async () => {
    const since = host.sandbox.world.calls.count;
    const { status, body } = await host.put(specOf({ name: 'new' }));
    expect(status).toBe(400);
    expect(body.error.message).toContain(
      'grants[0].resource: group:default/team may not use AWS resources from namespace "production" of cluster prod-eu. Ask an administrator to add resources to a rule in irsa.namespaceRules.',
    );
    expect(writesSince(since)).toBe(0);
  });

  it('are those of the owner, not of another group of the caller', async () => {
    const grants = [bucket('second-files')];
    const spec = { name: 'mixed', grants, owner: SECOND };
    expect(
      await violations(
        specOf({ ...spec, entityRef: 'component:default/of-team' }),
      ),
    ).toEqual(['grants[0].resource resource-owner']);
    expect(
      await violations(
        specOf({ ...spec, entityRef: 'component:default/of-second' }),
      ),
    ).toEqual([]);
    expect(
      await violations(
        specOf({
          ...spec,
          entityRef: 'component:default/to-come',
          owner: TEAM,
        }),
      ),
    ).toEqual(['grants[0].resource resource-owner']);
  });

  it.each([
    ['prod-eu', undefined, 'second-jobs', []],
    ['prod-eu', B, 'second-jobs', []],
    [
      'staging-eu',
      undefined,
      'second-jobs',
      ['grants[0].resource resource-owner'],
    ],
    ['staging-eu', undefined, 'shared', []],
    ['prod-eu', B, 'shared', ['grants[0].resource resource-owner']],
    [
      'staging-eu',
      A,
      'second-jobs',
      ['accountId account-owner', 'grants[0].resource resource-owner'],
    ],
  ])(
    'are those of each rule in its clusters and accounts: %s, %s, %s',
    async (cluster, accountId, name, expected) => {
      const change = { cluster, name: `queue-${name}`, accountId };
      const spec = { ...change, owner: SECOND, grants: [queue(name)] };
      expect(
        await violations(
          specOf({ ...spec, entityRef: 'component:default/of-second' }),
        ),
      ).toEqual(expected);
    },
  );

  it('are listed with the namespaces, for each group of the caller', async () => {
    const { body } = await host.post(
      '/clusters/prod-eu/namespaces/refresh',
      {},
    );
    expect(body.items).toContainEqual({
      name: 'production',
      resources: [
        { owner: TEAM, patterns: [] },
        {
          owner: SECOND,
          patterns: [
            'arn:aws:s3:::second-*',
            'arn:aws:sqs:*:*:shared',
            'arn:aws:sqs:*:*:second-*',
          ],
        },
      ],
    });
  });

  describe('of a namespace are not available to another namespace through a shared role', () => {
    const owned = {
      entityRef: 'component:default/of-second',
      owner: SECOND,
      grants: [] as IamServiceAccountSpec['grants'],
    };
    const inWide = (name: string, change: Partial<IamServiceAccountSpec>) =>
      specOf({ ...owned, namespace: 'wide', name, ...change });
    const inOther = (name: string, change: Partial<IamServiceAccountSpec>) =>
      specOf({ ...owned, name, ...change });
    const policyDocument = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::orders/*',
        },
      ],
    };
    const apply = async (spec: IamServiceAccountSpec) => {
      const { status, body } = await host.put(spec);
      expect({ status, error: body.error }).toEqual({ status: 200 });
    };

    it('that has them by grants', async () => {
      const change = { roleName: 'granted', grants: [bucket('orders')] };
      await apply(inWide('a', change));
      expect(await violations(inOther('b', change))).toEqual([
        'grants[0].resource resource-owner',
      ]);
    });

    it('that has them by a document, whose content is not revealed', async () => {
      await apply(inWide('c', { roleName: 'written', policyDocument }));
      const { body } = await host.post('/plans', {
        spec: inOther('d', { roleName: 'written' }),
      });
      const message = expect.not.stringContaining('orders');
      expect(body.violations).toEqual([
        { field: 'policyDocument', rule: 'shared-grants', message },
        { field: 'roleName', rule: 'resource-owner', message },
      ]);
    });

    it('that gets them later', async () => {
      const grants = [bucket('second-files')];
      const change = { roleName: 'later', grants };
      await apply(inOther('e', change));
      await apply(inWide('f', change));
      expect(
        await violations(inWide('f', { ...change, policyDocument })),
      ).toEqual(['policyDocument resource-owner']);
      expect(
        await violations(
          inWide('f', { ...change, grants: [...grants, bucket('orders')] }),
        ),
      ).toEqual(['grants[1].resource resource-owner']);
    });
  });

  describe('when a rule is narrowed', () => {
    const granted = {
      grants: [bucket('orders-a', 'read-write'), queue('orders')],
      managedPolicyArns: [DYNAMODB],
    };

    it('remain where they exist, can be reduced, and cannot be extended', async () => {
      const { id } = await made(specOf({ name: 'kept', ...granted }));
      const since = host.sandbox.world.calls.count;
      const same = await host.put(specOf({ name: 'kept', ...granted }));
      expect({ status: same.status, error: same.body.error }).toEqual({
        status: 200,
      });
      expect(writesSince(since)).toBe(0);
      const drift = (await host.get(`/service-accounts/${id}`)).body.drift;
      expect(drift).toEqual([]);

      const more = { grants: [...granted.grants, bucket('orders-b')] };
      const { status, body } = await host.put(
        specOf({ name: 'kept', ...granted, ...more }),
      );
      expect([status, body.error.message]).toEqual([
        400,
        expect.stringContaining('grants[2].resource: '),
      ]);

      const less = { grants: [bucket('orders-a')], managedPolicyArns: [] };
      const taken = await host.put(specOf({ name: 'kept', ...less }));
      expect({ status: taken.status, error: taken.body.error }).toEqual({
        status: 200,
      });
      expect(await violations(specOf({ name: 'kept', ...granted }))).toEqual([
        'grants[0].resource resource-owner',
        'grants[1].resource resource-owner',
      ]);
    });

    it('do not block right-sizing a role, but block undoing it', async () => {
      const { id } = await made(specOf({ name: 'sized', ...granted }));
      const size = await host.post(`/service-accounts/${id}/right-sizings`, {
        drop: ['sqs', 'kms'],
      });
      expect({ status: size.status, error: size.body.error }).toEqual({
        status: 200,
      });
      const { spec } = size.body.serviceAccount;
      expect(spec.grants).toEqual([granted.grants[0]]);
      expect(spec.managedPolicyArns).toBeUndefined();
      expect(JSON.stringify(spec.policyDocument)).toContain('dynamodb:');
      const { body } = await host.get(`/service-accounts/${id}/right-sizings`);
      const undo = await host.post(
        `/service-accounts/${id}/right-sizings/${body.items[0].id}/undo`,
        {},
      );
      expect([undo.status, undo.body.error.message]).toEqual([
        400,
        expect.stringContaining('grants[1].resource: '),
      ]);
    });

    it('do not block migrating, rendering, or deleting a role', async () => {
      const { id } = await made(specOf({ name: 'moved', ...granted }));
      const moved = await host.post(`/service-accounts/${id}/migrations`, {
        to: 'pod-identity',
      });
      expect({ status: moved.status, error: moved.body.error }).toEqual({
        status: 200,
      });
      const rendered = await host.post('/renderings', {
        spec: specOf({ name: 'moved', ...granted, mechanism: 'pod-identity' }),
        format: 'terraform',
      });
      expect(
        rendered.body.violations.filter(
          ({ rule }: Violation) => rule === 'resource-owner',
        ),
      ).toEqual([]);
      const deleted = await host.delete(`/service-accounts/${id}`);
      expect(deleted.status).toBe(200);
      // After the deletion, it no longer counts as granted.
      expect(
        await violations(specOf({ name: 'moved', ...granted })),
      ).toHaveLength(2);
    });
  });
});
