import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
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
import { check as permissions } from '../checks/permissions';
import { requestOf } from '../checks/utils/keyUse';
import { absent, found, valueOf } from '../model/observation';
import type { Observed, ObservedAssociation } from '../model/observed';
import { permissionsOf } from './permissions';
import { policySetOfPods, seenFromPods } from './podsRole';
import { simulate } from './simulation/simulate';

const NOW = new Date('2026-11-24T12:00:00Z');
const OBJECT = 'arn:aws:s3:::orders/invoice.pdf';
const TARGET = 'arn:aws:iam::444455556666:role/target';

const allow = (Action: string, Resource = '*'): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
const inline = (document: PolicyDocument) =>
  found([{ name: 'inline', document: observedDocument(document) }]);
const READ_ONLY = JSON.stringify(
  allow('s3:GetObject', 'arn:aws:s3:::orders/*'),
);

const observed = (
  association: Partial<ObservedAssociation>,
  change: Partial<Observed> = {},
) =>
  observedWith({
    ...associatedWith({ disableSessionTags: true, ...association }),
    attachedPolicies: found([]),
    inlinePolicies: inline(allow('s3:*')),
    ...change,
  });

const target = {
  role: roleWith(trustOf(), { arn: TARGET, name: 'target' }),
  attachedPolicies: found([]),
  inlinePolicies: inline(allow('s3:*')),
  permissionsBoundary: absent<never>(),
};

const RESOURCES = {
  [OBJECT]: {
    accountId: '111122223333',
    policy: absent<never>(),
    encryption: absent<never>(),
  },
};

const ask = (action: string, one: Observed) =>
  simulate(
    [{ action, resource: OBJECT }],
    { arn: valueOf(seenFromPods(one).role)!.arn, tags: {} },
    policySetOfPods(one),
    { now: NOW, vpcEndpoints: NO_ENDPOINTS, resources: RESOURCES },
  )[0];

describe('a session policy of an association', () => {
  it.each([
    [
      'allows the action',
      's3:GetObject',
      observed({ policy: READ_ONLY }),
      'Allowed',
    ],
    [
      'does not allow the action',
      's3:DeleteObject',
      observed({ policy: READ_ONLY }),
      'ImplicitlyDenied',
    ],
    [
      'denies the action',
      's3:DeleteObject',
      observed({
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: '*', Resource: '*' },
            { Effect: 'Deny', Action: 's3:Delete*', Resource: '*' },
          ],
        }),
      }),
      'ExplicitlyDenied',
    ],
    ['does not exist', 's3:DeleteObject', observed({}), 'Allowed'],
    [
      'does not allow the action, beside an annotation with the same role',
      's3:DeleteObject',
      observed({ policy: READ_ONLY }, { mechanism: 'irsa' }),
      'ImplicitlyDenied',
    ],
    [
      'is ignored if it belongs to another role',
      's3:DeleteObject',
      observed({ policy: READ_ONLY, roleArn: `${ROLE_ARN}-old` }),
      'Allowed',
    ],
  ])('%s', (_, action, one, decision) => {
    expect(ask(action, one)).toMatchObject({ decision });
  });

  it('is named in the result when it denies the action', () => {
    const answer = ask('s3:DeleteObject', observed({ policy: READ_ONLY }));
    expect(answer.summary).toBe(
      `Denied: the role's own policies allow it. No session policy allows s3:DeleteObject on ${OBJECT}.`,
    );
    expect(answer.layers).toContainEqual({ layer: 'session', state: 'read' });
    expect(answer.layerDecisions).toContainEqual(
      expect.objectContaining({
        layer: 'session',
        decision: 'ImplicitlyDenied',
      }),
    );
  });

  it('applies only to the target role', () => {
    const one = observed(
      { policy: READ_ONLY, targetRoleArn: TARGET },
      { target },
    );
    const [, action] = policySetOfPods(one).policies;
    expect(action).toMatchObject({ kind: 'session' });
    expect(
      policySetOfPods({ ...one, target: undefined }).policies.map(
        ({ kind }) => kind,
      ),
    ).not.toContain('session');
  });

  it('counts as not read when its document is invalid', () => {
    const one = observed({ policy: '{"Version":"2012-10-17"}' });
    const answer = ask('s3:DeleteObject', one);
    expect(answer).toMatchObject({
      decision: 'Allowed',
      invalidPolicies: [{ layer: 'session', policy: 'Session policy' }],
    });
    expect(answer.summary).toContain('the session policy');
    expect(answer.layers).toContainEqual({
      layer: 'session',
      state: 'not-read',
      reason: expect.stringContaining('Session policy'),
    });
    expect(permissions.run(one, null).result).toBe('unknown');
  });

  it('reduces permissions and risks', async () => {
    const { headline, effective } = permissionsOf(
      policySetOfPods(observed({ policy: READ_ONLY })),
      { catalogue: await loadCatalogue(), now: NOW },
    );
    expect(headline.services).toMatchObject([
      {
        service: 's3',
        levels: [
          {
            level: 'Read',
            extent: 'limited',
            actions: ['s3:GetObject'],
          },
        ],
      },
    ]);
    expect(headline.risks).toEqual([]);
    expect(
      effective.services
        .flatMap(({ levels }) => levels)
        .flatMap(({ entries }) => entries),
    ).toContainEqual(
      expect.objectContaining({ state: 'blocked', blockedByLayer: 'session' }),
    );
  });

  it('is considered by the checks of grants and KMS keys', () => {
    const granted: Partial<Observed> = {
      grants: [{ service: 's3', access: 'write', resource: 'orders' }],
    };
    const one = observed({ policy: READ_ONLY }, granted);
    expect(grants.run(one, null)).toMatchObject({
      result: 'fail',
      message: expect.stringContaining('do not allow s3:PutObject'),
    });
    expect(grants.run(observed({}, granted), null).result).toBe('pass');
    const role = valueOf(one.role)!;
    const use = {
      ...{ action: 'kms:Decrypt', viaService: 's3.eu-west-1.amazonaws.com' },
      encryptionContext: {},
    };
    expect(
      requestOf(
        {
          ...{ observed: one, role, keyPolicy: allow('*') },
          keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
        },
        use,
      ).sessionPolicies,
    ).toHaveLength(1);
  });
});
