import {
  CreatePodIdentityAssociationCommand,
  type CreatePodIdentityAssociationRequest,
} from '@aws-sdk/client-eks';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import type { StatementText } from '../../company/iam';
import { makeOrganization } from '../../company/manyAccounts';
import { allow } from '../../company/statements';
import type { Pod } from '../../kubernetes/objects';
import type { Keys } from '../__testUtils__/awsFixture';
import {
  POD,
  PodFixture,
  podTrust,
  PROD,
  STAGING,
} from '../__testUtils__/podFixture';

const ORGANIZATION = 'o-company001';
const BUCKET = 'orders-uploads';
const REFUSED =
  '(AccessDeniedException): Unauthorized Exception! EKS does not have permissions to assume the associated role., fault: client';

/** Allows writes under the namespace in the session tags. */
const BY_TAG = allow(
  's3:PutObject',
  `arn:aws:s3:::${BUCKET}/\${aws:PrincipalTag/kubernetes-namespace}/*`,
);
const LIST = allow('s3:ListBucket', `arn:aws:s3:::${BUCKET}`);

describe('an EKS Pod Identity session of a pod', () => {
  let fixture: PodFixture;
  let pod: Pod;

  const associate = (
    more: Partial<CreatePodIdentityAssociationRequest> = {},
    trust: StatementText = podTrust(fixture.cluster),
    permissions = [BY_TAG, LIST],
  ) =>
    fixture.eks().send(
      new CreatePodIdentityAssociationCommand({
        clusterName: 'prod-eu',
        ...POD,
        roleArn: fixture.role('pod-role', [trust], permissions).arn,
        ...more,
      }),
    );

  const ask = async () => fixture.ask(await fixture.token(pod));

  const write = (keys: Keys, Key: string, Bucket = BUCKET) =>
    fixture.s3(keys).send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));

  const list = (keys: Keys) =>
    fixture.s3(keys).send(new ListObjectsV2Command({ Bucket: BUCKET }));

  beforeEach(async () => {
    fixture = await PodFixture.start();
    pod = fixture.pod('orders-1');
  });

  afterEach(() => fixture.close());

  it('carries six tags, which S3 policies can use to distinguish pods', async () => {
    await associate();
    const keys = await fixture.keys(pod);
    await write(keys, 'shop/a');
    await expect(write(keys, 'data/a')).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    expect(
      fixture.world.sessions
        .get(keys.accessKeyId)
        ?.tags.map(({ key, value, transitive }) => [key, value, transitive]),
    ).toEqual([
      ['eks-cluster-arn', fixture.cluster.arn, true],
      ['eks-cluster-name', 'prod-eu', true],
      ['kubernetes-namespace', 'shop', true],
      ['kubernetes-service-account', 'pod-orders', true],
      ['kubernetes-pod-name', 'orders-1', true],
      ['kubernetes-pod-uid', pod.metadata.uid, true],
    ]);
  });

  const tag = (key: string, value: string) => ({
    Condition: { StringEquals: { [`aws:RequestTag/${key}`]: value } },
  });

  it.each<[string, object, boolean]>([
    ['every pod, without conditions', { Condition: undefined }, true],
    ['its own namespace', tag('kubernetes-namespace', 'shop'), true],
    ['another namespace', tag('kubernetes-namespace', 'data'), false],
    ['its own cluster', tag('eks-cluster-name', 'prod-eu'), true],
    ['another cluster', tag('eks-cluster-name', 'staging-eu'), false],
    ['its own pod', tag('kubernetes-pod-name', 'orders-1'), true],
    [
      'only sts:AssumeRole, without sts:TagSession',
      { Action: 'sts:AssumeRole' },
      false,
    ],
    [
      'only requests without the pod name tag, which is always sent',
      { Condition: { Null: { 'aws:RequestTag/kubernetes-pod-name': 'true' } } },
      false,
    ],
    [
      'AWS services',
      { Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } },
      true,
    ],
    [
      'its organization',
      { Condition: { StringEquals: { 'aws:SourceOrgID': ORGANIZATION } } },
      true,
    ],
    [
      'another organization',
      { Condition: { StringEquals: { 'aws:SourceOrgID': 'o-other' } } },
      false,
    ],
    [
      'its account',
      { Condition: { StringEquals: { 'aws:SourceAccount': PROD } } },
      true,
    ],
    [
      'another account',
      { Condition: { StringEquals: { 'aws:SourceAccount': STAGING } } },
      false,
    ],
  ])('depends on whether the policy allows %s', async (_, part, isHad) => {
    fixture.world.organization = makeOrganization(fixture.world);
    await associate({}, podTrust(fixture.cluster, part));
    const { status, text } = await ask();
    expect(status).toBe(isHad ? 200 : 400);
    expect(text.includes(REFUSED)).toBe(!isHad);
  });

  it('is refused after the role is deleted', async () => {
    await associate();
    fixture.world.accounts.get(PROD)?.roles.delete('pod-role');
    expect((await ask()).text).toContain(REFUSED);
  });

  it('has no tags when they are disabled, so a trust policy that requires them never matches', async () => {
    await associate({ disableSessionTags: true });
    expect((await ask()).text).toContain(REFUSED);
    const role = fixture.world.accounts.get(PROD)?.roles.get('pod-role');
    if (!role) throw new Error('there is no role');
    role.trustPolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: podTrust(fixture.cluster, { Condition: undefined }),
    });
    const keys = await fixture.keys(pod);
    await list(keys);
    await expect(write(keys, 'shop/a')).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('is limited by the session policy of the association', async () => {
    await associate(
      {
        disableSessionTags: true,
        policy: JSON.stringify({ Version: '2012-10-17', Statement: LIST }),
      },
      podTrust(fixture.cluster, { Condition: undefined }),
      [LIST, allow('s3:PutObject', `arn:aws:s3:::${BUCKET}/*`)],
    );
    const keys = await fixture.keys(pod);
    await list(keys);
    await expect(write(keys, 'a')).rejects.toMatchObject({
      message: expect.stringContaining('no session policy allows'),
    });
  });

  describe('with a target role in another account', () => {
    const target = `arn:aws:iam::${STAGING}:role/target`;
    const BOTH = ['sts:AssumeRole', 'sts:TagSession'];
    const toTarget = allow(BOTH, target);

    const trustIf = (
      actions: string | string[],
      condition: Record<string, string> = {},
    ): StatementText => ({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${PROD}:role/pod-role` },
      Action: actions,
      Condition: {
        StringEquals: {
          ...condition,
          'aws:RequestTag/kubernetes-namespace': 'shop',
        },
      },
    });
    const trustOf = (externalId: string) => [
      trustIf('sts:AssumeRole', { 'sts:ExternalId': externalId }),
      trustIf('sts:TagSession'),
    ];

    const makeTarget = (trust: StatementText[]) =>
      fixture.role(
        'target',
        trust,
        [
          allow(
            's3:PutObject',
            'arn:aws:s3:::staging-uploads/${aws:PrincipalTag/kubernetes-namespace}/*',
          ),
        ],
        STAGING,
      );

    const chain = async (permissions = [toTarget]) => {
      const { association } = await associate(
        { targetRoleArn: target },
        undefined,
        permissions,
      );
      return association?.externalId ?? '';
    };

    it('assumes it with the external ID of the association and the tags, for 1 hour', async () => {
      makeTarget(trustOf(await chain()));
      const keys = await fixture.keys(pod);
      const { Arn } = await fixture
        .sts(keys)
        .send(new GetCallerIdentityCommand({}));
      expect(Arn).toContain(`arn:aws:sts::${STAGING}:assumed-role/target/eks-`);
      await write(keys, 'shop/a', 'staging-uploads');
      await expect(
        write(keys, 'data/a', 'staging-uploads'),
      ).rejects.toMatchObject({ name: 'AccessDenied' });
      const { AccountId, Expiration } = JSON.parse((await ask()).text);
      expect(AccountId).toBe(STAGING);
      expect(Date.parse(Expiration)).toBeLessThanOrEqual(
        Date.now() + 3_600_000,
      );
    });

    it.each<[string, () => Promise<void>]>([
      [
        'the target role expects another external ID',
        async () => {
          await chain();
          makeTarget(trustOf('other'));
        },
      ],
      [
        'the target role does not allow sts:TagSession',
        async () => {
          makeTarget(trustOf(await chain()).slice(0, 1));
        },
      ],
      [
        'the target role requires the external ID for sts:TagSession, which has none',
        async () => {
          makeTarget([trustIf(BOTH, { 'sts:ExternalId': await chain() })]);
        },
      ],
      [
        'the first role may not assume the target role',
        async () => {
          makeTarget(trustOf(await chain([LIST])));
        },
      ],
      [
        'the target role does not exist',
        async () => {
          await chain();
        },
      ],
    ])('is refused when %s', async (_, prepare) => {
      await prepare();
      expect(await ask()).toEqual({
        status: 400,
        text: expect.stringContaining(
          'EKS does not have permissions to assume the target role',
        ),
      });
    });
  });

  it('passes its tags on when the pod itself assumes a role', async () => {
    const next = fixture.role(
      'next',
      [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${PROD}:root` },
          Action: 'sts:AssumeRole',
        },
      ],
      [],
      STAGING,
    );
    await associate({}, undefined, [
      allow(['sts:AssumeRole', 'sts:TagSession'], next.arn),
    ]);
    await expect(
      fixture
        .sts(await fixture.keys(pod))
        .send(
          new AssumeRoleCommand({ RoleArn: next.arn, RoleSessionName: 'next' }),
        ),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        `is not authorized to perform: sts:TagSession on resource: ${next.arn}`,
      ),
    });
  });
});
