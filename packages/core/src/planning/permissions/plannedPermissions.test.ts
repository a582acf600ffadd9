import type { Statement } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import { desiredWith } from '../../__testUtils__/desired';
import { observedDocument, observedWith } from '../../__testUtils__/observed';
import { found } from '../../model/observation';
import { plan } from '../plan';
import { plannedPermissions, plannedRisks } from './plannedPermissions';

const ANYTHING: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const QUEUES: Statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };
const OFFICE = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };

/** Returns the risks of a plan that replaces one inline document with another. */
async function risksOf(
  before: Statement | undefined,
  after: Statement | undefined,
  isNew?: boolean,
): Promise<string[]> {
  const documentOf = (Statement: Statement) => ({
    Version: '2012-10-17' as const,
    Statement,
  });
  const desired = desiredWith({
    grants: [],
    ...(after && { policyDocument: documentOf(after) as {} }),
  });
  const observed = observedWith({
    attachedPolicies: found([]),
    inlinePolicies: found(
      before
        ? [
            {
              name: desired.policyName,
              document: observedDocument(documentOf(before)),
            },
          ]
        : [],
    ),
  });
  const { risks } = plannedPermissions(
    desired,
    observed,
    plan(desired, observed),
    {
      catalogue: await loadCatalogue(),
      now: new Date('2026-12-01T00:00:00Z'),
      isNew,
    },
  );
  return risks.map(({ id, severity }) => `${id} ${severity}`);
}

it('reports changed permissions when a text becomes a variable', async () => {
  const Resource = 'arn:aws:s3:::${aws:PrincipalTag/x}/*';
  const one: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource };
  const desired = desiredWith({
    grants: [],
    policyDocument: { Version: '2012-10-17', Statement: [one] },
  });
  const observed = observedWith({
    attachedPolicies: found([]),
    inlinePolicies: found([
      {
        name: desired.policyName,
        document: observedDocument({ Statement: [one] }),
      },
    ]),
  });
  const { gained, lost } = plannedPermissions(
    desired,
    observed,
    plan(desired, observed),
    { catalogue: await loadCatalogue(), now: new Date() },
  );
  expect([gained, lost].map(([{ resources }]) => resources)).toEqual([
    [Resource],
    ['arn:aws:s3:::${$}{aws:PrincipalTag/x}/*'],
  ]);
});

describe('the risks that a plan adds', () => {
  it('exclude risks that the role already has', async () => {
    expect(await risksOf(undefined, ANYTHING)).toEqual([
      'admin-equivalent high',
    ]);
    expect(await risksOf(ANYTHING, ANYTHING)).toEqual([]);
  });

  it('include all risks of a role that is new to the service', async () => {
    expect(await risksOf(ANYTHING, ANYTHING, true)).toEqual([
      'admin-equivalent high',
    ]);
  });

  it('include risks that become more severe', async () => {
    const limited = { ...QUEUES, ...OFFICE };
    expect(await risksOf(undefined, limited)).toEqual(['service-wildcard low']);
    expect(await risksOf(limited, QUEUES)).toContain('service-wildcard medium');
    expect(await risksOf(QUEUES, limited)).toEqual([]);
  });
});

describe('the risks that decide about approvals', () => {
  const SECRETS: Statement = {
    ...{ Effect: 'Allow', Action: 'secretsmanager:*', Resource: '*' },
  };
  const denyIf = (Condition: Statement['Condition']): Statement => ({
    ...{ Effect: 'Deny', Action: '*', Resource: '*', Condition },
  });

  async function severitiesOf(...statements: Statement[]): Promise<string[]> {
    const desired = desiredWith({
      grants: [],
      policyDocument: { Version: '2012-10-17', Statement: statements },
    });
    const observed = observedWith({
      attachedPolicies: found([]),
      inlinePolicies: found([]),
    });
    const risks = plannedRisks(desired, observed, plan(desired, observed), {
      catalogue: await loadCatalogue(),
      now: new Date('2026-12-01T00:00:00Z'),
    });
    return risks.map(({ severity }) => severity);
  }

  it.each<[string, Statement[]]>([
    ['without conditions', [SECRETS]],
    [
      'with a Deny of requests without TLS',
      [SECRETS, denyIf({ Bool: { 'aws:SecureTransport': 'false' } })],
    ],
    [
      'with a Deny of a user agent',
      [SECRETS, denyIf({ StringEquals: { 'aws:UserAgent': 'x' } })],
    ],
    [
      'with a Deny outside a region',
      [
        SECRETS,
        denyIf({ StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } }),
      ],
    ],
    [
      'with a Deny that exempts the role by its name or tags',
      [
        SECRETS,
        denyIf({ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } }),
        denyIf({ StringNotEquals: { 'aws:PrincipalTag/team': 'orders' } }),
      ],
    ],
    [
      'with conditions that every request of a pod meets',
      [
        {
          ...SECRETS,
          Condition: {
            Bool: { 'aws:SecureTransport': 'true' },
            StringLike: { 'aws:PrincipalArn': 'arn:*' },
            StringEquals: {
              'aws:PrincipalAccount': '${aws:PrincipalAccount}',
            },
            Null: { 'aws:MadeUp': 'true' },
          },
        },
      ],
    ],
    [
      'with addresses of the whole internet',
      [
        {
          ...SECRETS,
          Condition: {
            IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] },
          },
        },
      ],
    ],
  ])('are high %s', async (_, statements) => {
    expect(await severitiesOf(...statements)).toContain('high');
  });

  it.each<[string, Statement]>([
    ['on the network', { ...SECRETS, ...OFFICE }],
    [
      'on the service that gets a role',
      {
        ...{ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
        Condition: {
          StringEquals: { 'iam:PassedToService': 'dax.amazonaws.com' },
        },
      },
    ],
    [
      'on the tags of the resources',
      {
        ...SECRETS,
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } },
      },
    ],
  ])('are lower with a condition %s', async (_, statement) => {
    expect(await severitiesOf(statement)).not.toContain('high');
  });
});

it('says that changes and risks are unknown if the policies are too complex', async () => {
  const documentOf = (Action: string) => ({
    Version: '2012-10-17' as const,
    Statement: [{ Effect: 'Allow' as const, Action, Resource: '*' }],
  });
  const desired = desiredWith({
    grants: [],
    policyDocument: documentOf('sqs:*'),
  });
  const { policyName: name } = desired;
  const observed = observedWith({
    attachedPolicies: found([]),
    inlinePolicies: found([
      { name, document: observedDocument(documentOf('s3:*')) },
    ]),
  });
  const steps = plan(desired, observed);
  const options = {
    catalogue: await loadCatalogue(),
    now: new Date('2026-12-01T00:00:00Z'),
    budget: { left: 0 },
  };
  const changes = plannedPermissions(desired, observed, steps, options);
  expect(changes).toMatchObject({ gained: [], lost: [] });
  expect(changes.risks[0]).toMatchObject({
    id: 'not-evaluated',
    severity: 'high',
    message: expect.stringMatching(/permissions that the plan changes/),
  });
  // The risks before the plan are unknown too, and those after it can still be new.
  expect(plannedRisks(desired, observed, steps, options)).toEqual([
    expect.objectContaining({ id: 'not-evaluated' }),
  ]);
});

it('reports no gain on resources of another partition', async () => {
  const one = (partition: string): Statement => ({
    ...{ Effect: 'Allow', Action: 'sqs:SendMessage' },
    Resource: `arn:${partition}:sqs:*:*:orders`,
  });
  const desired = desiredWith({
    grants: [],
    policyDocument: {
      Version: '2012-10-17',
      Statement: [one('aws'), one('aws-cn')],
    },
  });
  const observed = observedWith({ attachedPolicies: found([]) });
  const { gained } = plannedPermissions(
    desired,
    observed,
    plan(desired, observed),
    { catalogue: await loadCatalogue(), now: new Date() },
  );
  expect(gained.map(({ resources }) => resources)).toEqual([
    [one('aws').Resource],
  ]);
});
