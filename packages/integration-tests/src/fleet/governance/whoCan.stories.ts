import { found, readDocument } from '@backstage-irsa/core/model';
import {
  policySetRow,
  principalRow,
  roleArn,
  roleIdOf,
  vpcEndpointRow,
} from '../../__testUtils__/internals';
import { handMadeFleet } from '../../__testUtils__/inventory/handMade';
import { handMadeHost } from '../../__testUtils__/inventory/handMadeHost';

const OBJECT = 'arn:aws:s3:::ledger-files/january';

describe('who can', () => {
  const fleet = handMadeHost();
  const { ids } = handMadeFleet();
  const ACCOUNT = '111122223333';
  const documentOf = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  /** Adds a bucket of an account, with a policy of one statement. */
  const putBucket = (name: string, accountId: string, statement?: object) =>
    fleet().sandbox.world.buckets.set(name, {
      ...{ name, accountId, region: 'eu-west-1', createdAt: new Date() },
      objects: new Map(),
      ...(statement && { policy: documentOf(statement) }),
    });

  beforeAll(() => {
    putBucket('ledger-files', ACCOUNT, {
      Effect: 'Allow',
      Principal: { AWS: roleArn('444455556666', 'staging-orders') },
      ...{ Action: 's3:*Object', Resource: 'arn:aws:s3:::ledger-files/*' },
    });
  });
  const ask = async (query: string) => {
    const { status, body } = await fleet().post(`/access?${query}`, {});
    expect(status).toBe(200);
    return body;
  };
  interface Holder {
    kind: string;
    name: string;
    decision: string;
    through: { kind: string; name: string }[];
  }
  const held = ({ items }: { items: Holder[] }) =>
    items.map(({ kind, name, decision, through }) =>
      [
        `${kind} ${name}`,
        ...through.map(step => `${step.kind} ${step.name}`),
        decision,
      ].join(' > '),
    );

  it('delete an object: lists principals by policy, within the boundary, and by trust in the role', async () => {
    const body = await ask(`action=s3:DeleteObject&resource=${OBJECT}`);
    expect(held(body)).toEqual([
      'pod prod-eu/payments/ledger > service-account prod-eu/payments/ledger > role ledger > allowed',
      'pod staging-eu/shop/orders > service-account staging-eu/shop/orders > role staging-orders > resource-policy Policy of bucket ledger-files > allowed',
      'role nobodys > allowed-if',
      'people Group developers of cluster prod-eu > binding Group developers: RoleBinding payments/deployers > service-account prod-eu/payments/ledger > role ledger > allowed',
    ]);
    expect([body.total, body.principals]).toEqual([4, 4]);
    expect(body.kinds).toEqual([
      { kind: 'pod', count: 2 },
      { kind: 'role', count: 1 },
      { kind: 'people', count: 1 },
    ]);
    expect(body.items[2].conditions).toEqual([
      'but not when aws:SourceVpce is not vpce-2, or is absent',
    ]);
    expect(body.limitations).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^SCPs and RCPs were not read: they may reduce access\. .*irsa\.organization\.accountId/,
        ),
        'Kubernetes RBAC of staging-eu not read: people may be missing.',
      ]),
    );
  });

  it('send to a queue of another account: lists principals if both sides allow it', async () => {
    const queueOf = (accountId: string, name: string) =>
      `arn:aws:sqs:eu-west-1:${accountId}:${name}`;
    const send = (queue: string) =>
      ask(`action=sqs:SendMessage&resource=${queue}`);
    const senders = (suffix: string, ...decisions: string[]) => [
      `pod prod-eu/shop/cart > service-account prod-eu/shop/cart > role shared${suffix} > ${decisions[0]}`,
      `pod prod-eu/shop/orders > service-account prod-eu/shop/orders > role shared${suffix} > ${decisions[0]}`,
      `role nobodys${suffix} > ${decisions[1]}`,
    ];
    const open = queueOf('444455556666', 'open');
    const { resources } = fleet().sandbox.world;
    const putQueue = (arn: string, name: string, policy?: string) =>
      resources.set(arn, {
        ...{ kind: 'queue', arn, name, accountId: '444455556666', policy },
        ...{ region: 'eu-west-1', createdAt: new Date(), isManagedSse: false },
        ...{ attributes: new Map(), messages: [] },
      });
    putQueue(
      open,
      'open',
      documentOf({
        ...{ Effect: 'Allow', Principal: { AWS: ACCOUNT } },
        ...{ Action: 'sqs:SendMessage', Resource: open },
      }),
    );
    expect(held(await send(open))).toEqual(
      senders(
        ' > resource-policy Policy of queue open',
        'allowed-if',
        'allowed',
      ),
    );

    const closed = queueOf('444455556666', 'closed');
    putQueue(closed, 'closed');
    expect(held(await send(closed))).toEqual([]);

    // The backend cannot read this account.
    const unread = await send(queueOf('777788889999', 'unread'));
    expect(held(unread)).toEqual(senders('', 'unknown', 'unknown'));
    expect(unread.limitations[0]).toMatch(
      /^The resource belongs to account 777788889999, .* That policy was not read: it must allow it too\. .*777788889999/,
    );
  });

  it('evaluates VPC endpoint policies only for pods', async () => {
    const endpoints = fleet().knex('vpc_endpoints');
    const put = (cluster: string, ...statements: object[]) =>
      endpoints
        .clone()
        .where({ cluster })
        .update(
          vpcEndpointRow(
            cluster,
            statements.map((statement, at) => ({
              ...{ id: `vpce-${at}`, type: 'Gateway' as const, service: 's3' },
              policy: documentOf({ Effect: 'Allow', ...statement }),
            })),
          ),
        );
    const anything = { Principal: '*', Action: '*', Resource: '*' };
    const reads = { ...anything, Action: 's3:GetObject' };
    const staging = { ...anything, Principal: { AWS: roleArn(ACCOUNT, 'x') } };
    const query = `action=s3:DeleteObject&resource=${OBJECT}`;
    const before = held(await ask(query));
    const pods = async () => {
      const { items, kinds, total } = await ask(query);
      expect(held({ items }).filter(one => !one.startsWith('pod'))).toEqual(
        before.filter(one => !one.startsWith('pod')),
      );
      return {
        pods: (items as (Holder & { unknownReason?: string })[])
          .filter(({ kind }) => kind === 'pod')
          .map(({ name, decision, unknownReason }) =>
            [name, decision, unknownReason].join(' '),
          ),
        others: total - (kinds[0].kind === 'pod' ? kinds[0].count : 0),
      };
    };
    await put('prod-eu', anything);
    await put('staging-eu', staging);
    expect(await pods()).toEqual({
      pods: ['prod-eu/payments/ledger allowed '],
      others: before.length - 2,
    });
    await put('prod-eu', anything, reads);
    await endpoints.clone().where({ cluster: 'staging-eu' }).delete();
    expect((await pods()).pods).toEqual([
      'prod-eu/payments/ledger unknown vpce-0 and vpce-1 serve the VPC: which of them a pod uses depends on its subnet and client.',
      'staging-eu/shop/orders allowed ',
    ]);
    expect((await ask(query)).limitations).toContain(
      'VPC endpoint policies of staging-eu were not read: they may deny pods there. The VPC endpoints of the cluster were not read yet. The next scan of the cluster reads them.',
    );
    await put('prod-eu', {
      ...anything,
      Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
    });
    await endpoints.clone().insert(vpcEndpointRow('staging-eu'));
    expect((await pods()).pods).toEqual([
      'prod-eu/payments/ledger allowed-if ',
      'staging-eu/shop/orders allowed ',
    ]);
    await put('prod-eu');
    const { limitations, ...all } = await ask(query);
    expect(held(all)).toEqual(before);
    expect(
      limitations.filter((text: string) => /endpoint.* not read/.test(text)),
    ).toEqual([]);
  });

  it('is filtered by cluster, account, and kind, and returned in pages', async () => {
    const query = `action=s3:GetObject&resource=${OBJECT}`;
    const staging = await ask(`${query}&cluster=staging-eu`);
    expect(held(staging)).toEqual([
      'pod staging-eu/shop/orders > service-account staging-eu/shop/orders > role staging-orders > resource-policy Policy of bucket ledger-files > allowed',
    ]);
    const prod = await ask(`${query}&account=111122223333`);
    expect(prod.total).toBe(5);
    const pods = await ask(`${query}&kind=pod`);
    expect([pods.total, pods.kinds]).toEqual([4, (await ask(query)).kinds]);
    const all: unknown[] = [];
    let cursor = '';
    do {
      const page = await ask(`${query}&limit=1${cursor}`);
      expect(page.total).toBe(6);
      all.push(...held(page));
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor);
    expect(all).toEqual(held(await ask(query)));
  });

  describe('for principals other than pods', () => {
    const NOBODYS = `arn:aws:iam::${ACCOUNT}:role/nobodys`;
    const rescanned = () =>
      fleet()
        .knex('inventory_scopes')
        .where({ id: `account:${ACCOUNT}` })
        .update({ completed_at: new Date().toISOString() });

    beforeAll(async () => {
      const { knex } = fleet();
      const { set, services } = policySetRow('assume', [
        { Action: 'sts:AssumeRole', Resource: NOBODYS },
      ]);
      const mfa = policySetRow('assume-or-mfa', [
        { Action: 'sts:AssumeRole', Resource: NOBODYS },
        {
          Action: 'sqs:DeleteMessage',
          Resource: '*',
          Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
        },
      ]);
      await knex('inventory_policy_sets').insert([set, mfa.set]);
      await knex('inventory_policy_set_services').insert([
        ...services,
        ...mfa.services,
      ]);
      await knex('inventory_principals').insert([
        principalRow(ACCOUNT, 'user', 'grace', { policySet: 'assume' }),
        principalRow(ACCOUNT, 'user', 'mallory', {
          policySet: 'assume-or-mfa',
        }),
        principalRow(ACCOUNT, 'role', 'deploy', { policySet: 'assume' }),
        principalRow('444455556666', 'user', 'eve', { policySet: 'assume' }),
        principalRow(ACCOUNT, 'user', 'ada', {
          policySet: 'ledger',
          groups: { inline: ['auditors'] },
        }),
      ]);
      await knex('inventory_roles')
        .where({ id: ids.nobodysRole })
        .update({
          trusted: JSON.stringify([
            { kind: 'account', name: ACCOUNT, statement: 0 },
            { kind: 'account', name: '777788889999', statement: 0 },
          ]),
        });
      await rescanned();
    });
    afterAll(async () => {
      const { knex } = fleet();
      await knex('inventory_principals').delete();
      await knex('inventory_roles').update({ trusted: '[]' });
      await rescanned();
    });

    it('lists users and roles that may assume a role that can, and that this role trusts', async () => {
      const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
      const body = await ask(`action=sqs:DeleteMessage&resource=${queue}`);
      expect(held(body)).toEqual([
        'role deploy > role nobodys > allowed',
        'role nobodys > allowed',
        'user grace > role nobodys > allowed',
        'user mallory > allowed-if',
        // She needs no second factor for this.
        'user mallory > role nobodys > allowed',
        'account Account 777788889999 > role nobodys > allowed',
      ]);
    });

    it('lists a pod that a VPC endpoint denies with its own role, if the endpoint allows the role that it assumes', async () => {
      const { knex } = fleet();
      const both = policySetRow('assume-or-delete', [
        { Action: 'sts:AssumeRole', Resource: NOBODYS },
        { Action: 'sqs:DeleteMessage', Resource: '*' },
      ]);
      await knex('inventory_policy_sets').insert(both.set);
      await knex('inventory_policy_set_services').insert(both.services);
      const ledger = knex('inventory_roles').where({
        id: roleIdOf(ACCOUNT, 'ledger'),
      });
      const prod = knex('vpc_endpoints').where({ cluster: 'prod-eu' });
      const through = async (Principal: unknown) => {
        const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
        const policy = documentOf({ ...statement, Principal });
        await prod
          .clone()
          .update(
            vpcEndpointRow('prod-eu', [
              { id: 'vpce-0', type: 'Interface', service: 'sqs', policy },
            ]),
          );
        const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
        return held(
          await ask(`action=sqs:DeleteMessage&resource=${queue}&kind=pod`),
        );
      };
      const pod =
        'pod prod-eu/payments/ledger > service-account prod-eu/payments/ledger > role ledger';
      try {
        await ledger.clone().update({ policy_set: 'assume-or-delete' });
        await rescanned();
        expect(await through('*')).toEqual([`${pod} > allowed`]);
        expect(await through({ AWS: NOBODYS })).toEqual([
          `${pod} > role nobodys > allowed`,
        ]);
        expect(await through({ AWS: roleArn(ACCOUNT, 'x') })).toEqual([]);
      } finally {
        await ledger.clone().update({ policy_set: 'ledger' });
        await prod.clone().update(vpcEndpointRow('prod-eu'));
        await rescanned();
      }
    });

    it('lists users by their groups, and principals that the bucket policy admits', async () => {
      const question = `action=s3:DeleteObject&resource=${OBJECT}&kind=`;
      expect(held(await ask(`${question}user`))).toEqual([
        'user ada > group auditors > allowed',
        'user grace > role nobodys > allowed-if',
        'user mallory > role nobodys > allowed-if',
      ]);
      putBucket('site', '444455556666', {
        Effect: 'Allow',
        Principal: {
          Service: 'cloudfront.amazonaws.com',
          AWS: `arn:aws:iam::${ACCOUNT}:user/ada`,
          CanonicalUser: '79a59df900b949e5',
        },
        Action: 's3:*',
        Resource: 'arn:aws:s3:::site/*',
      });
      const site = await ask(
        'action=s3:DeleteObject&resource=arn:aws:s3:::site/a',
      );
      // Ada's own policies deny it, and those of staging's role do not allow it.
      expect(held(site)).toEqual([
        'service cloudfront.amazonaws.com > resource-policy Policy of bucket site > allowed',
        'account CanonicalUser: 79a59df900b949e5 > resource-policy Policy of bucket site > allowed',
      ]);
      expect(site.limitations.join()).not.toMatch(
        /does not name|policy of the resource/,
      );
    });

    it('lists a role as the session that a trust policy names', async () => {
      const name = `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci`;
      await fleet()
        .knex('inventory_roles')
        .where({ id: ids.nobodysRole })
        .update({
          trusted: JSON.stringify([{ kind: 'principal', name, statement: 0 }]),
        });
      await rescanned();
      const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
      const body = await ask(`action=sqs:DeleteMessage&resource=${queue}`);
      expect(held(body)).toEqual([
        'role deploy > role nobodys > allowed-if',
        'role nobodys > allowed',
        'user mallory > allowed-if',
      ]);
      expect(body.items[0].conditions).toEqual(['only as session ci']);
    });

    it('lists principals whose own policies allow it, for a bucket that does not exist', async () => {
      const body = await ask(
        'action=s3:DeleteObject&resource=arn:aws:s3:::not-there/a&kind=role',
      );
      expect(held(body)).toContain('role nobodys > allowed');
      expect(body.limitations).toContain('The resource does not exist.');
      expect(body.limitations.join()).not.toContain('was not read: it can');
    });

    it('reports a limitation for a bucket that no known account owns', async () => {
      putBucket('foreign', '999900009999');
      const body = await ask(
        'action=s3:DeleteObject&resource=arn:aws:s3:::foreign/a',
      );
      const owned =
        'only if account 111122223333 owns the resource, or if its owner allows this too';
      const [first] = body.items;
      expect(first).toMatchObject({ decision: 'allowed-if' });
      expect(first.conditions).toContain(owned);
      expect(body.limitations).toEqual(
        expect.arrayContaining([
          expect.stringMatching(
            /^The policy of the resource was not read.* 2 of 2 accounts were checked/,
          ),
          expect.stringContaining('Check in AWS who owns the resource'),
        ]),
      );
    });

    describe('that assume a role of another account', () => {
      const STAGING = '444455556666';
      const query =
        'action=sqs:PurgeQueue&resource=arn:aws:sqs:eu-west-1:111122223333:orders';
      const pod =
        'pod staging-eu/shop/orders > service-account staging-eu/shop/orders > role staging-orders > role nobodys > allowed';
      const scope = (change: object) =>
        fleet()
          .knex('inventory_scopes')
          .where({ id: `account:${STAGING}` })
          .update(change);
      const role = (id: string, change: object) =>
        fleet().knex('inventory_roles').where({ id }).update(change);
      const stagingRole = roleIdOf(STAGING, 'staging-orders');

      beforeAll(async () => {
        await role(stagingRole, { policy_set: 'assume' });
        const trusted = [{ kind: 'account', name: STAGING, statement: 0 }];
        await role(ids.nobodysRole, { trusted: JSON.stringify(trusted) });
        await scope({ completed_at: new Date().toISOString() });
      });
      afterAll(async () => {
        await role(stagingRole, { policy_set: 'ledger' });
        await scope({ completed_at: null });
      });

      it('are filtered by where they are, not by where the role is', async () => {
        const eve = 'user eve > role nobodys > allowed';
        const nobodys = 'role nobodys > allowed';
        const answers = await Promise.all(
          [
            query,
            `${query}&cluster=staging-eu`,
            `${query}&cluster=prod-eu`,
            `${query}&account=${STAGING}`,
            `${query}&account=${ACCOUNT}`,
          ].map(async each => held(await ask(each))),
        );
        expect(answers).toEqual([
          [pod, nobodys, eve],
          [pod],
          [],
          [pod, eve],
          [nobodys],
        ]);
      });

      it('are listed under the condition by which the role trusts everybody', async () => {
        await role(ids.nobodysRole, {
          trusted: JSON.stringify([
            {
              ...{ kind: 'account', name: '*', statement: 0 },
              conditions: ['only when aws:PrincipalOrgID is o-1'],
            },
          ]),
        });
        await rescanned();
        const body = await ask(query);
        expect(held(body)).toEqual([
          pod.replace(/allowed$/, 'allowed-if'),
          'role deploy > role nobodys > allowed-if',
          'role nobodys > allowed',
          ...['user eve', 'user grace', 'user mallory'].map(
            user => `${user} > role nobodys > allowed-if`,
          ),
          'account Everybody in AWS > role nobodys > allowed-if',
        ]);
        expect(body.items[0].conditions).toEqual([
          'only when aws:PrincipalOrgID is o-1',
        ]);
        const trusted = [{ kind: 'account', name: STAGING, statement: 0 }];
        await role(ids.nobodysRole, { trusted: JSON.stringify(trusted) });
        await rescanned();
      });

      it('are left out once a VPC endpoint of their cluster denies that', async () => {
        const put = (endpoints?: Parameters<typeof vpcEndpointRow>[1]) =>
          fleet()
            .knex('vpc_endpoints')
            .where({ cluster: 'staging-eu' })
            .update(vpcEndpointRow('staging-eu', endpoints));
        const inStaging = `${query}&cluster=staging-eu`;
        expect(held(await ask(inStaging))).toEqual([pod]);
        await put([
          {
            ...{ id: 'vpce-sts', type: 'Interface', service: 'sts' },
            policy: documentOf({
              ...{ Effect: 'Allow', Principal: '*', Resource: '*' },
              Action: 'sts:GetCallerIdentity',
            }),
          },
        ]);
        expect(held(await ask(inStaging))).toEqual([]);
        await put();
      });
    });
  });

  describe('if nothing may be read', () => {
    const name = 'scanned';
    const resource = `arn:aws:s3:::${name}/a`;
    const readings = () =>
      fleet().knex('inventory_observations').where({ kind: 'bucket' });
    const get = async (query: string) => {
      const { status, body } = await fleet().get(`/access?${query}`);
      expect(status).toBe(200);
      return body;
    };
    /** Stores what a scan read of the bucket's policy for a role in `namedBy`, with the `owner` of the bucket. */
    const scanned = (
      namedBy: string,
      owner: string | undefined,
      statement: object,
    ) =>
      fleet()
        .knex('inventory_observations')
        .insert({
          ...{ scope: 'cluster:prod-eu', kind: 'bucket' },
          key: `${namedBy}/${name}`,
          answer: JSON.stringify({
            ...found(readDocument(documentOf(statement), 'resource')),
            ...(owner !== undefined && { accountId: owner }),
          }),
          read_at: new Date().toISOString(),
        });
    const OPEN = {
      ...{ Effect: 'Allow', Action: 's3:GetObject' },
      ...{ Principal: { Service: 'cloudfront.amazonaws.com' } },
      Resource: resource,
    };

    afterEach(() => readings().delete());

    it('uses scanned data about a bucket, without calls', async () => {
      await scanned(ACCOUNT, ACCOUNT, OPEN);
      const since = fleet().sandbox.world.calls.count;
      const answer = await get(
        `action=s3:GetObject&resource=${resource}&kind=service`,
      );
      expect(held(answer)).toEqual([
        'service cloudfront.amazonaws.com > resource-policy Policy of bucket scanned > allowed',
      ]);
      const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;
      const unread = await get(`action=sqs:SendMessage&resource=${queue}`);
      expect(unread.limitations[0]).toMatch(
        /^The policy of the resource was not read: .* POST instead of GET/,
      );
      expect(fleet().sandbox.world.calls.since(since)).toEqual([]);
    });

    it('takes the account that answered for the owner of the bucket, not that of a role that names it', async () => {
      const query = `action=s3:GetObject&resource=${resource}`;
      const inOwnAccount = [
        'pod prod-eu/shop/cart > service-account prod-eu/shop/cart > role shared > allowed',
        'pod prod-eu/shop/orders > service-account prod-eu/shop/orders > role shared > allowed',
        'role nobodys > allowed',
      ];
      const roles = (answer: { items: Holder[] }) =>
        held(answer).filter(one => /^(pod|role)/.test(one));
      await scanned('444455556666', ACCOUNT, OPEN);
      expect(roles(await get(query))).toEqual(inOwnAccount);
      await readings().delete();
      // Roles of other accounts need the policy of the bucket too.
      await scanned(ACCOUNT, '444455556666', OPEN);
      expect(roles(await get(query))).toEqual([]);
      await readings().delete();
      await scanned(ACCOUNT, undefined, OPEN);
      const unknown = await get(query);
      expect(held(unknown)).toEqual(inOwnAccount.map(one => `${one}-if`));
      expect(unknown.limitations).toEqual(
        expect.arrayContaining([
          expect.stringContaining('The policy of the resource was not read'),
          expect.stringContaining('Check in AWS who owns the resource'),
        ]),
      );
    });
  });

  it('is answered again after a requested scan', async () => {
    const query = `action=dynamodb:GetItem&resource=arn:aws:dynamodb:eu-west-1:111122223333:table/a`;
    expect(held(await ask(query))).toEqual(['role nobodys > allowed']);
    await fleet()
      .knex('inventory_roles')
      .where({ id: ids.nobodysRole })
      .update({ policy_set: 'ledger' });
    const account = { id: 'account:111122223333' };
    const at = new Date().toISOString();
    await fleet()
      .knex('inventory_scopes')
      .where(account)
      .update({ written_at: at });
    expect(held(await ask(query))).toEqual([]);
    await fleet()
      .knex('inventory_roles')
      .where({ id: ids.nobodysRole })
      .update({ policy_set: 'all' });
  });
});
