import fc from 'fast-check';
import type { Statement } from '@backstage-irsa/iam-policy';
import {
  arbitraryAttached,
  arbitraryEndpoints,
  arbitraryRequest,
  arbitraryStatement,
} from '../../__testUtils__/arbitraryPolicies';
import {
  observedDocument,
  roleWith,
  trustOf,
} from '../../__testUtils__/observed';
import {
  FULL_SCP,
  organizationPolicy,
  organizationWith,
  type AttachedPolicies,
} from '../../__testUtils__/organization';
import { NO_ENDPOINTS } from '../../__testUtils__/vpcEndpoints';
import { absent, found } from '../../model/observation';
import type { SimulationRequest } from '../../model/types';
import type { AccountOrganization } from '../../organization';
import { policySetOf } from '../policySet';
import { requestsForAws, simulate } from '../simulation/simulate';

const ROLE = 'arn:aws:iam::111122223333:role/orders';
const ROLES_QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const ELSEWHERE = 'arn:aws:sqs:eu-west-1:444455556666:jobs';
const OBJECT = 'arn:aws:s3:::orders/invoice.pdf';
const NOW = new Date('2026-11-24T12:00:00Z');

const on = (
  Effect: 'Allow' | 'Deny',
  Action: string,
  change: Partial<Statement> = {},
): Statement => ({ Effect, Action, Resource: '*', ...change });
const everyone = { Principal: '*' } as const;
const setOf = (...statements: Statement[]) =>
  policySetOf({
    role: roleWith(trustOf()),
    attachedPolicies: found([]),
    inlinePolicies: found([
      {
        name: 'own',
        document: observedDocument({
          Version: '2012-10-17',
          Statement: statements,
        }),
      },
    ]),
    permissionsBoundary: absent(),
  });
const ALLOWED = setOf(on('Allow', '*'));

function ask(
  organizations: Record<string, AccountOrganization> | undefined,
  request: Partial<SimulationRequest> = {},
  set = ALLOWED,
  vpcEndpoints = NO_ENDPOINTS,
) {
  const [result] = simulate(
    [{ action: 'sqs:SendMessage', resource: ROLES_QUEUE, ...request }],
    { arn: ROLE, tags: { team: 'shop' }, region: 'eu-west-1' },
    set,
    { now: NOW, organizations, vpcEndpoints },
  );
  return result;
}
const own = (
  attached: { scps?: AttachedPolicies; rcps?: AttachedPolicies },
  change?: Partial<AccountOrganization>,
) => ({ '111122223333': organizationWith(attached, change) });

const KEEP = organizationPolicy('keep', {
  ...on('Deny', 'sqs:Send*'),
  Sid: 'KeepQueues',
});
const SENDS = `sqs:SendMessage on ${ROLES_QUEUE}`;
const regions = (...wanted: string[]) =>
  organizationPolicy(
    'regions',
    on('Deny', '*', {
      Condition: { StringNotEquals: { 'aws:RequestedRegion': wanted } },
    }),
  );
const VPCE_ONLY = organizationPolicy(
  'network',
  on('Deny', '*', {
    Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
  }),
);
const OWN_ORGANIZATION = organizationPolicy(
  'perimeter',
  on('Deny', 'sqs:*', {
    ...everyone,
    Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-company99' } },
  }),
);
const NO_RCP_SEND = organizationPolicy('closed', on('Deny', 'sqs:*', everyone));
const NO_S3 = organizationPolicy('no-s3', on('Deny', 's3:*', everyone));
const NO_S3_SCP = organizationPolicy('no-s3', on('Deny', 's3:*'));

describe('a result with SCPs and RCPs', () => {
  it.each<
    [
      string,
      Record<string, AccountOrganization>,
      Partial<SimulationRequest>,
      string,
    ]
  >([
    [
      'names the policy, the statement, and the OU of a Deny',
      own({ scps: { workloads: [KEEP] } }),
      {},
      `Denied: Statement 1 (KeepQueues) of the service control policy "keep" attached to OU workloads denies ${SENDS}.`,
    ],
    [
      'names the root if a Deny is attached to it',
      own({ rcps: { root: [NO_RCP_SEND] } }),
      {},
      `Denied: Statement 1 of the resource control policy "closed" attached to the root denies ${SENDS}.`,
    ],
    [
      'is allowed with full access on every level, and names the unread resource policy',
      own({}),
      {},
      "Allowed by the role's policies; the resource's own policy not read.",
    ],
    [
      'applies RCPs of the account that owns the resource',
      {
        ...own({}),
        '444455556666': organizationWith({
          rcps: { account: [NO_RCP_SEND] },
        }),
      },
      { resource: ELSEWHERE },
      `Denied: Statement 1 of the resource control policy "closed" attached to account 111122223333 denies sqs:SendMessage on ${ELSEWHERE}.`,
    ],
    [
      'does not apply RCPs of the role account to a resource of another account',
      {
        ...own({ rcps: { account: [NO_RCP_SEND] } }),
        '444455556666': organizationWith(),
      },
      { resource: ELSEWHERE },
      "Allowed by the role's policies; the resource's own policy, which must allow it too, not read.",
    ],
    [
      'is unknown if RCPs deny it and the ARN does not name the resource owner',
      own({ rcps: { root: [NO_S3] } }),
      { action: 's3:GetObject', resource: OBJECT },
      `Unknown: Statement 1 of the resource control policy "no-s3" attached to the root denies s3:GetObject on ${OBJECT}. The ARN does not say which account owns the resource. Those of account 111122223333 were applied, which has the role.`,
    ],
    [
      'is denied by an SCP even if the ARN does not name the resource owner',
      own({ rcps: { root: [NO_S3] }, scps: { root: [NO_S3_SCP] } }),
      { action: 's3:GetObject', resource: OBJECT },
      `Denied: Statement 1 of the service control policy "no-s3" attached to the root denies s3:GetObject on ${OBJECT}.`,
    ],
    [
      'is allowed for a call in the only allowed region',
      own({ scps: { root: [regions('eu-west-1')] } }),
      { action: 's3:ListAllMyBuckets', resource: '*' },
      "Allowed by the role's policies; the resource's own policy not read.",
    ],
    [
      'is denied for a call outside the only allowed region',
      own({ scps: { root: [regions('us-east-1')] } }),
      { action: 's3:ListAllMyBuckets', resource: '*' },
      'Denied: Statement 1 of the service control policy "regions" attached to the root denies s3:ListAllMyBuckets.',
    ],
    [
      'names the condition key on which a Deny depends',
      own({ scps: { root: [VPCE_ONLY] } }),
      {},
      `Unknown: Statement 1 of the service control policy "network" attached to the root denies ${SENDS}. That depends on aws:SourceVpce, not given.`,
    ],
    [
      'uses the given value of a condition key',
      own({ scps: { root: [VPCE_ONLY] } }),
      { context: { 'aws:sourcevpce': 'vpce-1' } },
      "Allowed by the role's policies; the resource's own policy not read.",
    ],
    [
      'is allowed if an RCP denies only roles of other organizations',
      own({ rcps: { root: [OWN_ORGANIZATION] } }),
      {},
      "Allowed by the role's policies; the resource's own policy not read.",
    ],
  ])('%s', (_, organizations, request, summary) => {
    expect(ask(organizations, request).summary).toBe(summary);
  });

  it('names the level at which no policy allows the action', () => {
    const only = organizationPolicy('only', on('Allow', 's3:*'));
    const organization = organizationWith({});
    const { serviceControl } = organization;
    if (serviceControl.state !== 'read') throw new Error('It is read.');
    const [root, workloads, account] = serviceControl.levels;
    const replace = (policies: (typeof only)[]) => ({
      '111122223333': {
        ...organization,
        serviceControl: {
          ...serviceControl,
          levels: [root, { ...workloads, policies }, account],
        },
      },
    });
    const summary = `Denied: the role's own policies allow it. No service control policy attached to OU workloads allows ${SENDS}.`;
    expect(ask(replace([only])).summary).toBe(summary);
    expect(ask(replace([])).summary).toBe(summary);
  });

  it('shows the decision of each layer and level, in order', () => {
    const { layerDecisions } = ask(own({ scps: { workloads: [KEEP] } }));
    expect(
      layerDecisions.map(({ layer, level = '', state, decision, policies }) =>
        [layer, level, state, decision, policies].filter(Boolean).join(' '),
      ),
    ).toEqual([
      'identity read Allowed own',
      'permissions-boundary absent',
      'service-control the root read Allowed FullAWSAccess',
      'service-control OU workloads read ExplicitlyDenied keep',
      'service-control account 111122223333 read Allowed FullAWSAccess',
      'resource-control the root read Allowed RCPFullAWSAccess',
      'resource-control OU workloads read Allowed RCPFullAWSAccess',
      'resource-control account 111122223333 read Allowed RCPFullAWSAccess',
      'vpc-endpoint absent',
      'resource not-read',
    ]);
  });

  it('sends the context keys of the evaluator to the AWS simulator', () => {
    const organizations = own({});
    const request = {
      ...{ action: 'sqs:SendMessage', resource: ROLES_QUEUE },
      context: { 'aws:requestedregion': 'eu-central-1' },
    };
    const role = { arn: ROLE, tags: { team: 'shop' }, region: 'eu-west-1' };
    const [{ context }] = requestsForAws([request], role, [], {
      ...{ now: NOW, organizations },
    });
    expect(context).toMatchObject({
      'aws:requestedregion': 'eu-central-1',
      'aws:PrincipalArn': ROLE,
      'aws:PrincipalAccount': '111122223333',
      'aws:PrincipalOrgID': 'o-company99',
      'aws:SecureTransport': 'true',
      'aws:PrincipalTag/team': 'shop',
    });
    expect(context).not.toHaveProperty('aws:RequestedRegion');
  });
});

const arbitrarySet = fc
  .array(arbitraryStatement, { minLength: 1, maxLength: 4 })
  .map(statements => setOf(...statements));

describe('for any policies', () => {
  it('an additional layer never allows more', () => {
    fc.assert(
      fc.property(
        arbitrarySet,
        arbitraryAttached,
        arbitraryEndpoints,
        arbitraryRequest,
        (set, attached, endpoints, request) => {
          // Includes an organization without effect, so that the context keys are the same.
          const without = ask(own({}), request, set);
          const one = ask(own({ scps: attached.scps }), request, set);
          const both = ask(own(attached), request, set);
          const all = ask(own(attached), request, set, endpoints);
          const allows = [without, one, both, all].map(
            ({ decision }) => decision === 'Allowed',
          );
          // Once a layer denies the request, no additional layer allows it.
          expect(allows).toEqual([...allows].sort().reverse());
        },
      ),
    );
  });

  it('an invalid document does not change what other policies deny', () => {
    const broken = { ...FULL_SCP, name: 'broken', document: '{}' };
    fc.assert(
      fc.property(arbitraryAttached, arbitraryRequest, (attached, request) => {
        const { account } = attached.scps;
        const scps = { ...attached.scps, account: [...account, broken] };
        const valid = ask(own(attached), request);
        const beside = ask(own({ ...attached, scps }), request);
        const [before, after] = [valid, beside].map(
          ({ decision }) => decision === 'ExplicitlyDenied',
        );
        expect(after).toBe(before);
      }),
    );
  });
});
