import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type {
  IamServiceAccount,
  IamServiceAccountSpec,
  RightSizeRequest,
} from '../model/types';
import {
  observedDocument,
  REF,
  ROLE_ARN,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { specOf } from '../__testUtils__/specs';
import { absent, found, unknown, valueOf } from '../model/observation';
import type { ServiceUse } from '../permissions/lastUse/serviceUse';
import { DAY_MS } from '../permissions/lastUse/lastAccessed';
import { proposeRightSize } from './proposal';
import type { RightSizeInput } from './types';

const NOW = new Date('2026-11-24T12:00:00Z');
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);
const POLICY_ARN = ROLE_ARN.replace(':role/', ':policy/');
const OTHER_ARN = 'arn:aws:iam::111122223333:policy/other';
const used = (service: string, more: Partial<ServiceUse> = {}): ServiceUse => ({
  service,
  lastAccessed: ago(1),
  ...more,
});
const never = (service: string): ServiceUse => ({ service });
const allow = (...Action: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
const attached = (arn: string, document: PolicyDocument) =>
  found({
    ...{ arn, name: arn.split('/').pop() ?? '', path: '/', tags: {} },
    ...{ defaultVersionId: 'v1', document: observedDocument(document) },
    changedAt: ago(200).toISOString(),
  });

/** Returns the input for an IAM service account of Backstage with grants for S3 and SQS. */
async function inputOf(
  change: Partial<Omit<RightSizeInput, 'account'>> & {
    account?: Partial<IamServiceAccount>;
    spec?: Partial<IamServiceAccountSpec> | null;
    policies?: RightSizeInput['policies'];
  } = {},
): Promise<RightSizeInput> {
  const { account, spec = {}, ...rest } = change;
  const role = roleWith(trustOf(), { createdAt: ago(300).toISOString() });
  return {
    account: {
      ...{ id: 'orders', ...REF, mechanism: 'irsa', roleArn: ROLE_ARN },
      ...{ entityRef: null, owner: null, region: '', accountId: '' },
      ...{ workloads: { pods: 0, injected: 0 }, verification: null },
      ...{ permissions: { services: [], risks: [] }, drift: null },
      spec: spec && {
        ...specOf({
          grants: [
            { service: 's3', access: 'read', resource: 'orders-files' },
            { service: 'sqs', access: 'consume', resource: 'orders' },
          ],
        }),
        ...spec,
      },
      ...account,
    },
    role: valueOf(role)!,
    policies: {
      role,
      attachedPolicies: found([attached(POLICY_ARN, allow('s3:*', 'sqs:*'))]),
      inlinePolicies: found([]),
      permissionsBoundary: absent(),
    },
    isOurs: true,
    grantsPolicyArn: POLICY_ARN,
    sharedWith: [],
    context: {
      ...{ partition: 'aws', region: 'eu-west-1', accountId: '111122223333' },
    },
    uses: [used('s3'), never('sqs')],
    proofs: [],
    now: NOW,
    unusedAfterDays: 90,
    catalogue: await loadCatalogue(),
    ...rest,
  };
}
const proposed = async (
  change: Parameters<typeof inputOf>[0] = {},
  request: RightSizeRequest = {},
) => proposeRightSize(await inputOf(change), request);
const withPolicies = async (
  policies: Partial<RightSizeInput['policies']>,
): Promise<RightSizeInput['policies']> => ({
  ...(await inputOf()).policies,
  ...policies,
});

describe('a proposal', () => {
  it('keeps used services, and removes those that are unused with high confidence', async () => {
    const { proposal, violations } = await proposed();
    expect(violations).toEqual([]);
    expect(proposal).toMatchObject({
      ...{ method: 'plan', drop: ['sqs'], narrow: [] },
      spec: { grants: [{ service: 's3' }] },
      services: [
        { service: 's3', title: 'S3', decision: 'keep' },
        {
          ...{ service: 'sqs', decision: 'drop', confidence: 'high' },
          sources: ['grant consume on orders'],
        },
      ],
    });
    expect(proposal).not.toHaveProperty('manual');
    expect(proposal).not.toHaveProperty('deletion');
  });

  it('follows the request', async () => {
    const { proposal } = await proposed({}, { drop: ['s3'] });
    expect(proposal).toMatchObject({
      ...{ drop: ['s3'], narrow: [] },
      spec: { grants: [{ service: 'sqs' }] },
    });
    const none = await proposed({}, { drop: [] });
    expect(none.proposal).not.toHaveProperty('spec');
    expect((await proposed({}, { narrow: ['s3'] })).violations).toEqual([
      {
        ...{ field: 'narrow', rule: 'not-removable' },
        message: 'No removable unused action of s3 is known.',
      },
    ]);
  });

  it('keeps the permission for KMS keys that might encrypt data of a used service', async () => {
    const kms = {
      service: 'kms',
      access: 'decrypt',
      resource: '1234abcd-12ab-34cd-56ef-1234567890ab',
    };
    const grants = [
      { service: 's3', access: 'read', resource: 'orders-files' },
      kms,
    ];
    const { proposal } = await proposed({
      spec: { grants },
      uses: [used('s3'), never('kms')],
    });
    expect(proposal.services[0]).toMatchObject({
      ...{ decision: 'undecided', confidence: 'low' },
      reason: expect.stringContaining('Data in S3 may be encrypted'),
    });
    expect(proposal.drop).toEqual([]);
    const alone = await proposed({
      spec: {
        grants: [
          ...grants,
          { ...kms, service: 'events', access: 'publish', resource: 'default' },
        ],
      },
      uses: [never('s3'), never('kms'), never('events')],
      account: { workloads: { pods: 1, injected: 1 } },
    });
    expect(alone.proposal.services.map(({ decision }) => decision)).toEqual([
      ...['drop', 'drop', 'drop'],
    ]);
  });

  it('narrows a used service to its used actions on request', async () => {
    const change = {
      spec: {
        grants: [],
        policyDocument: { ...allow('s3:ListBucket', 's3:DeleteBucket') },
      },
      uses: [
        used('s3', {
          actions: [
            { action: 's3:ListBucket', lastAccessed: ago(1) },
            { action: 's3:DeleteBucket' },
            { action: 's3:CreateBucket' },
          ],
        }),
      ],
    };
    const { proposal } = await proposed(change);
    expect(proposal.services).toMatchObject([
      {
        ...{ decision: 'narrow', confidence: 'medium' },
        unusedActions: ['s3:deletebucket'],
        reason: expect.stringContaining('saw no use of 1 granted action'),
      },
    ]);
    expect([proposal.drop, proposal.narrow]).toEqual([[], []]);
    const narrowed = await proposed(change, { narrow: ['s3'] });
    expect(narrowed.proposal.spec?.policyDocument).toEqual(
      allow('s3:ListBucket'),
    );
  });

  it('keeps services that a wildcard allows together with others, and gives the reason', async () => {
    const { proposal, violations } = await proposed(
      {
        spec: { grants: [], policyDocument: { ...allow('*', 'sqs:*') } },
        uses: [used('s3'), never('sqs'), never('sns'), never('ec2')],
      },
      { drop: ['sqs'] },
    );
    const keepReason =
      'The document of the spec allows it together with others through a wildcard: list the needed actions there.';
    expect(proposal.services).toMatchObject([
      { service: 's3', keepReason },
      { service: 'sqs', keepReason },
    ]);
    expect(proposal.notes).toEqual([
      'Through wildcards, the role can also use 2 services that it never used. Name those that it needs in a policy.',
    ]);
    expect(violations).toEqual([
      { field: 'drop', rule: 'not-removable', message: keepReason },
    ]);
  });

  it('has high confidence in never used services only if the date of the grant is known', async () => {
    const change = {
      spec: {
        grants: [{ service: 'sqs', access: 'consume', resource: 'orders' }],
        managedPolicyArns: [OTHER_ARN],
        policyDocument: { ...allow('sns:Publish') },
      },
      policies: await withPolicies({
        attachedPolicies: found([
          attached(POLICY_ARN, allow('sqs:*')),
          attached(OTHER_ARN, allow('sqs:*', 'events:PutEvents')),
          attached(
            'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess',
            allow('dynamodb:*'),
          ),
        ]),
      }),
    };
    const names = ['sqs', 'sns', 'events', 'dynamodb'];
    const confidences = async (uses: ServiceUse[]) => {
      const { services, drop } = (
        await proposed({ ...change, uses: [used('s3'), ...uses] })
      ).proposal;
      return {
        drop,
        ...Object.fromEntries(
          services.map(({ service, confidence }) => [service, confidence]),
        ),
      };
    };
    expect(await confidences(names.map(never))).toEqual({
      ...{ sqs: 'high', sns: 'medium', events: 'medium' },
      ...{ dynamodb: 'medium', drop: ['sqs'] },
    });
    // Use proves that the service was granted.
    const lastAccessed = ago(120);
    expect(
      await confidences(names.map(service => ({ service, lastAccessed }))),
    ).toEqual({
      ...{ sqs: 'high', sns: 'high', events: 'high', dynamodb: 'high' },
      drop: ['events', 'sns', 'sqs'],
    });
  });

  it('keeps policies that others attached, and lists the manual steps to remove them', async () => {
    const { proposal } = await proposed({
      uses: [used('s3'), never('sqs'), used('sns', { lastAccessed: ago(120) })],
      policies: await withPolicies({
        attachedPolicies: found([
          attached(POLICY_ARN, allow('s3:*', 'sqs:*')),
          attached(OTHER_ARN, allow('sns:*')),
        ]),
      }),
    });
    expect(proposal.drop).toEqual(['sqs']);
    expect(proposal.services[1]).toMatchObject({
      ...{ service: 'sns', decision: 'drop' },
      keepReason:
        'It is granted by policy other, which is not part of the spec.',
    });
    expect(proposal.manual?.commands).toEqual([
      `aws iam detach-role-policy --role-name orders-0a1b2c3d4e --policy-arn ${OTHER_ARN}`,
    ]);
  });

  it('notes that policies of the role could not be read', async () => {
    const { proposal } = await proposed({
      policies: await withPolicies({
        inlinePolicies: unknown('The right iam:GetRolePolicy is missing.'),
      }),
    });
    expect(proposal.notes).toEqual([
      'Not every policy of the role could be read. The right iam:GetRolePolicy is missing.',
    ]);
  });
});

describe('the method of a proposal', () => {
  const eksctl = {
    tool: 'eksctl',
    evidence: 'alpha.eksctl.io/cluster-name: prod-eu',
  };
  it.each([
    ['is a plan for a role that Backstage manages', {}, 'plan', ''],
    [
      'is a pull request for a role that was delivered to another tool',
      {
        isOurs: false,
        account: {
          delivery: {
            ...{ format: 'terraform', state: 'delivered' },
            since: NOW.toISOString(),
          },
        },
      },
      ...['pull-request', 'with a pull request'],
    ],
    [
      'is manual for a role that another tool manages',
      { isOurs: false, spec: null, account: { managedBy: eksctl } },
      ...['manual', 'managed by eksctl'],
    ],
    [
      'is manual for a role that Backstage does not manage',
      { isOurs: false, spec: null },
      ...['manual', 'is not managed by Backstage'],
    ],
    [
      'is manual for a shared role that Backstage does not manage',
      { isOurs: false, spec: null, sharedWith: ['prod-eu/data/etl'] },
      ...['manual', 'shared with prod-eu/data/etl'],
    ],
    [
      'is none for a shared role that Backstage manages',
      { sharedWith: ['prod-eu/data/etl'] },
      ...['none', 'from the spec of each'],
    ],
  ] as [string, Parameters<typeof inputOf>[0], string, string][])(
    '%s',
    async (_, change, method, reason) => {
      const { proposal } = await proposed(change);
      expect(proposal.method).toBe(method);
      expect(proposal.methodReason ?? '').toContain(reason);
      expect(proposal.spec !== undefined).toBe(
        method === 'plan' || method === 'pull-request',
      );
      expect(proposal.manual !== undefined).toBe(method === 'manual');
    },
  );
});

describe('the proposal to delete a role', () => {
  const IDLE = [never('s3'), never('sqs')];
  it.each([
    ['a role that is used', { uses: [used('s3')] }, undefined],
    [
      'a role that was never used',
      { uses: IDLE },
      'high',
      'no pod runs with it',
    ],
    [
      'an unused role of a running pod',
      { uses: IDLE, account: { workloads: { pods: 1, injected: 1 } } },
      ...['medium', 'but 1 pod runs with it'],
    ],
    [
      'an unused role whose pods were not read',
      { uses: IDLE, account: { workloads: null } },
      ...['medium', 'Its pods were not read'],
    ],
    [
      'an unused role that another ServiceAccount has',
      { uses: IDLE, sharedWith: ['prod-eu/data/etl'] },
      ...['medium', 'prod-eu/data/etl has it too'],
    ],
    [
      'an unused role that is younger than the waiting time',
      { uses: IDLE, unusedAfterDays: 400 },
      undefined,
    ],
  ] as [string, Parameters<typeof inputOf>[0], string?, string?][])(
    'is made or omitted for %s',
    async (_, change, confidence, reason = '') => {
      const { deletion } = (await proposed(change)).proposal;
      expect(deletion?.confidence).toBe(confidence);
      expect(deletion?.reason ?? '').toContain(reason);
    },
  );

  it('is omitted if the role was used, except for a possible live proof', async () => {
    const { role } = await inputOf();
    const lastUsed = async (at: Date, proofs: Date[]) =>
      (
        await proposed({
          ...{ uses: [never('s3'), used('sts', { lastAccessed: at })], proofs },
          role: { ...role, lastUsedAt: at.toISOString() },
        })
      ).proposal.deletion?.confidence;
    expect(await lastUsed(ago(1), [])).toBeUndefined();
    expect(await lastUsed(ago(1), [ago(1)])).toBe('low');
  });
});
