import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import {
  type AwsFixture,
  type Keys,
  startAwsFixture,
} from '../__testUtils__/awsFixture';
import { policyOf } from '../__testUtils__/policies';

const PROD = '111122223333';
const STAGING = '444455556666';
const BOTH = ['sts:AssumeRole', 'sts:TagSession'];
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const BY_TEAM = {
  Effect: 'Allow',
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::files/${aws:PrincipalTag/team}/*',
};

describe('session tags', () => {
  let fixture: AwsFixture;

  const role = async (
    RoleName: string,
    trust: object,
    options: {
      permissions?: object;
      account?: string;
      tags?: Record<string, string>;
    } = {},
  ) => {
    const { permissions = ALL, account = PROD, tags = {} } = options;
    const iam = fixture.iam(
      account === PROD ? undefined : fixture.stagingAdministrator,
    );
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: policyOf({
          Effect: 'Allow',
          Principal: { AWS: PROD },
          Action: BOTH,
          ...trust,
        }),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName,
        PolicyName: 'own',
        PolicyDocument: policyOf(permissions),
      }),
    );
    return `arn:aws:iam::${account}:role/${RoleName}`;
  };

  const assume = async (
    RoleArn: string,
    more: {
      Tags?: { Key: string; Value: string }[];
      TransitiveTagKeys?: string[];
    } = {},
    keys?: Keys,
  ): Promise<Keys> => {
    const { Credentials } = await fixture
      .sts(keys)
      .send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', ...more }));
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken,
    };
  };

  const tag = (Key: string, Value: string) => ({ Tags: [{ Key, Value }] });

  const write = (keys: Keys, Key: string) =>
    fixture
      .s3(keys)
      .send(new PutObjectCommand({ Bucket: 'files', Key, Body: 'x' }));

  const refused = (action: string, arn: string) => ({
    name: 'AccessDenied',
    message: expect.stringContaining(
      `is not authorized to perform: ${action} on resource: ${arn}`,
    ),
  });

  beforeEach(async () => {
    fixture = await startAwsFixture();
    await fixture.s3().send(
      new CreateBucketCommand({
        Bucket: 'files',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
  });

  afterEach(() => fixture.close());

  it('are evaluated by S3 as aws:PrincipalTag, and override those of the role', async () => {
    const arn = await role(
      'app',
      {},
      {
        permissions: BY_TEAM,
        tags: { Team: 'data' },
      },
    );
    const plain = await assume(arn);
    await write(plain, 'data/a');
    const keys = await assume(arn, tag('team', 'shop'));
    await write(keys, 'shop/a');
    await expect(write(keys, 'data/a')).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('require sts:TagSession in the trust policy and for the caller', async () => {
    const arn = await role('app', { Action: 'sts:AssumeRole' });
    await assume(arn);
    await expect(assume(arn, tag('team', 'shop'))).rejects.toMatchObject(
      refused('sts:TagSession', arn),
    );
    const open = await role('open', {});
    const keys = fixture.user('helper', [
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
    ]);
    await assume(open, {}, keys);
    await expect(assume(open, tag('team', 'shop'), keys)).rejects.toMatchObject(
      refused('sts:TagSession', open),
    );
  });

  it('can be required by the trust policy', async () => {
    const arn = await role('app', {
      Condition: {
        StringEquals: { 'aws:RequestTag/team': 'shop' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] },
      },
    });
    await assume(arn, tag('team', 'shop'));
    for (const more of [
      {},
      tag('team', 'data'),
      { Tags: [...tag('team', 'shop').Tags, ...tag('x', 'y').Tags] },
    ]) {
      await expect(assume(arn, more)).rejects.toMatchObject(
        refused('sts:AssumeRole', arn),
      );
    }
  });

  it('are passed to the next account when they are transitive', async () => {
    const first = await role('first', {});
    const next = await role(
      'next',
      {
        Principal: { AWS: first },
        Condition: {
          StringEquals: {
            'aws:PrincipalTag/team': 'shop',
            'aws:RequestTag/team': 'shop',
            'aws:PrincipalArn': first,
            'aws:PrincipalAccount': PROD,
          },
        },
      },
      { account: STAGING },
    );
    const transitive = await assume(first, {
      ...tag('team', 'shop'),
      TransitiveTagKeys: ['team'],
    });
    const { accessKeyId } = await assume(next, {}, transitive);
    expect(fixture.world.sessions.get(accessKeyId)?.tags).toEqual([
      { key: 'team', value: 'shop', transitive: true },
    ]);
    const other = await assume(first, tag('team', 'shop'));
    await expect(assume(next, {}, other)).rejects.toMatchObject(
      refused('sts:AssumeRole', next),
    );
    await expect(
      assume(next, tag('Team', 'data'), transitive),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it.each<[string, object, string]>([
    [
      'two keys that differ only in letter case',
      { Tags: [...tag('a', '1').Tags, ...tag('A', '2').Tags] },
      'InvalidParameterValue',
    ],
    [
      'a transitive key that is not among the tags',
      { TransitiveTagKeys: ['a'] },
      'InvalidParameterValue',
    ],
    ['a key that is too long', tag('k'.repeat(129), 'x'), 'ValidationError'],
    [
      'more than 50 tags',
      {
        Tags: Array.from({ length: 51 }, (_, n) => ({
          Key: `k${n}`,
          Value: '',
        })),
      },
      'ValidationError',
    ],
  ])('are rejected with %s', async (_, more, name) => {
    const arn = await role('app', {});
    await expect(assume(arn, more)).rejects.toMatchObject({ name });
  });
});
