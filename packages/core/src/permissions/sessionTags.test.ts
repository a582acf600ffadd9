import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import {
  associatedWith,
  observedDocument,
  observedWith,
  ROLE_ARN,
  roleWith,
  trustOf,
} from '../__testUtils__/observed';
import { NO_ENDPOINTS } from '../__testUtils__/vpcEndpoints';
import { check as grants } from '../checks/grants';
import { check as resourcePolicies } from '../checks/resource-policies';
import { requestOf } from '../checks/utils/keyUse';
import { absent, found, valueOf } from '../model/observation';
import type { Observed, ObservedAssociation } from '../model/observed';
import { policySetOf } from './policySet';
import { sessionTagsOf } from './sessionTags';
import { simulate } from './simulation/simulate';

const OBJECT = 'arn:aws:s3:::orders/production/a.pdf';
const NAMESPACE = 'aws:PrincipalTag/kubernetes-namespace';
const POD = 'aws:PrincipalTag/kubernetes-pod-name';
const TARGET = 'arn:aws:iam::444455556666:role/target';

const documentOf = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const allow = (Resource: string): Statement => ({
  Effect: 'Allow',
  Action: 's3:*',
  Resource,
});
const denyUnless = (key: string, value: string): Statement => ({
  ...{ Effect: 'Deny', Action: 's3:*', Resource: '*' },
  Condition: { StringNotEquals: { [key]: value } },
});

const withPolicy = (
  statements: Statement[],
  association: Partial<ObservedAssociation> = {},
  change: Partial<Observed> = {},
) =>
  observedWith({
    ...associatedWith(association),
    attachedPolicies: found([]),
    inlinePolicies: found([
      { name: 'own', document: observedDocument(documentOf(...statements)) },
    ]),
    ...change,
  });

function ask(observed: Observed) {
  const role = valueOf(observed.role)!;
  const [{ decision, unknownReason }] = simulate(
    [{ action: 's3:GetObject', resource: OBJECT }],
    { arn: role.arn, ...sessionTagsOf(role, observed) },
    policySetOf(observed),
    {
      ...{ now: new Date(), vpcEndpoints: NO_ENDPOINTS },
      resources: {
        [OBJECT]: {
          accountId: '111122223333',
          ...{ policy: absent(), encryption: absent() },
        },
      },
    },
  );
  return unknownReason === undefined ? decision : 'unknown';
}

describe('session tags of EKS Pod Identity', () => {
  const IN_NAMESPACE = allow(`arn:aws:s3:::orders/\${${NAMESPACE}}/*`);

  it.each([
    [
      'are inserted into the resource of a statement',
      withPolicy([IN_NAMESPACE]),
      'Allowed',
    ],
    [
      'are not denied by a Deny of other namespaces',
      withPolicy([allow('*'), denyUnless(NAMESPACE, 'production')]),
      'Allowed',
    ],
    [
      'are denied by a Deny of other namespaces',
      withPolicy([allow('*'), denyUnless(NAMESPACE, 'staging')]),
      'ExplicitlyDenied',
    ],
    [
      'are unknown for a Deny of other pods',
      withPolicy([allow('*'), denyUnless(POD, 'orders-1')]),
      'unknown',
    ],
    [
      'do not match a pod folder of another namespace',
      withPolicy([allow(`arn:aws:s3:::orders/staging/\${${POD}}`)]),
      'ImplicitlyDenied',
    ],
    [
      'might match a pod folder of the same namespace',
      withPolicy([allow(`arn:aws:s3:::orders/production/\${${POD}}`)]),
      'unknown',
    ],
    [
      'override the tags of the role',
      withPolicy(
        [IN_NAMESPACE],
        {},
        {
          role: roleWith(trustOf(), {
            tags: { 'kubernetes-namespace': 'other' },
          }),
        },
      ),
      'Allowed',
    ],
    [
      'are absent if the association disables them',
      withPolicy([IN_NAMESPACE], { disableSessionTags: true }),
      'ImplicitlyDenied',
    ],
    [
      'are absent with IRSA',
      withPolicy(
        [allow('*'), denyUnless(POD, 'orders-1')],
        {},
        {
          mechanism: 'irsa',
        },
      ),
      'ExplicitlyDenied',
    ],
  ])('%s', (_, observed, decision) => {
    expect(ask(observed)).toBe(decision);
  });

  it('are passed to the target role, and to no other role', () => {
    const observed = observedWith(associatedWith({ targetRoleArn: TARGET }));
    const tagsOf = (arn: string) =>
      Object.keys(sessionTagsOf({ arn, tags: {} }, observed).tags);
    expect(tagsOf(TARGET)).toContain('kubernetes-namespace');
    expect(tagsOf(ROLE_ARN)).toContain('kubernetes-namespace');
    expect(tagsOf(`${ROLE_ARN}-other`)).toEqual([]);
  });

  it.each([
    [NAMESPACE, 'production', 'pass'],
    [NAMESPACE, 'staging', 'fail'],
    [POD, 'orders-1', 'pass'],
    ['aws:PrincipalTag/cost', '1', 'fail'],
  ])('affect the decision of a bucket policy: %s %s', (key, value, result) => {
    const observed = withPolicy(
      [allow('arn:aws:s3:::orders/*')],
      {},
      {
        buckets: found([
          {
            name: 'orders',
            policy: found(
              observedDocument(
                documentOf({ ...denyUnless(key, value), Principal: '*' }),
              ),
            ),
            encryption: absent(),
          },
        ]),
      },
    );
    expect(resourcePolicies.run(observed, null).result).toBe(result);
  });

  it.each([
    [NAMESPACE, 'production', 'pass'],
    [NAMESPACE, 'staging', 'fail'],
    [POD, 'orders-1', 'unknown'],
  ])('affect the check of grants: %s %s', (key, value, result) => {
    const observed = withPolicy(
      [allow('*'), denyUnless(key, value)],
      {},
      { grants: [{ service: 's3', access: 'read', resource: 'orders' }] },
    );
    expect(grants.run(observed, null).result).toBe(result);
  });

  it('are included in the use of a KMS key', () => {
    const observed = withPolicy([allow('*')]);
    const { context } = requestOf(
      {
        ...{ observed, role: valueOf(observed.role)! },
        ...{ keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1' },
        keyPolicy: documentOf(),
      },
      { action: 'kms:Decrypt' },
    );
    expect(context).toMatchObject({ [NAMESPACE]: 'production' });
  });
});
