import type { Statement } from '../document/types';
import { policy, SESSION } from '../__testUtils__/cases';
import { evaluate } from './evaluate';

const allowAll: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const denyAll: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
const allowSqs: Statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };

describe('reasons', () => {
  const request = {
    principal: { kind: 'session' as const, arn: SESSION },
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::bucket/key',
  };

  it('name the policy, the statement, its Sid, and the conditions that were met', () => {
    const { document } = policy(allowSqs, {
      ...allowAll,
      Sid: 'Everything',
      Condition: { StringLike: { 'aws:PrincipalTag/team': ['b*', 'c'] } },
    });
    expect(
      evaluate({
        ...request,
        context: { 'aws:PrincipalTag/Team': 'blue' },
        identityPolicies: [{ name: 'mine', document }],
      }).decidedBy,
    ).toEqual([
      {
        layer: 'identity',
        policy: 'mine',
        statement: 1,
        sid: 'Everything',
        effect: 'Allow',
        conditions: [
          {
            operator: 'StringLike',
            key: 'aws:PrincipalTag/team',
            wanted: ['b*', 'c'],
            actual: ['blue'],
            met: true,
          },
        ],
      },
    ]);
  });

  it('name the target of an SCP or RCP, and the result of each layer', () => {
    const at = (level: string, ...statements: Statement[]) => [
      { ...policy(...statements), name: `of ${level}`, level },
    ];
    const result = evaluate({
      ...request,
      identityPolicies: [{ ...policy(allowAll), name: 'own' }],
      serviceControlPolicies: [
        at('the root', allowAll),
        at('OU workloads', allowAll, { ...denyAll, Sid: 'Nothing' }),
        at('account 1', allowSqs),
      ],
    });
    expect(result.decidedBy).toEqual([
      expect.objectContaining({
        ...{ layer: 'service-control', level: 'OU workloads' },
        ...{ policy: 'of OU workloads', statement: 1, sid: 'Nothing' },
      }),
    ]);
    expect(result.blockedBy[0]).toMatchObject({
      level: 'OU workloads',
      message:
        'Statement 2 (Nothing) of the service control policy "of OU workloads" attached to OU workloads denies s3:GetObject on arn:aws:s3:::bucket/key.',
    });
    expect(result.layers).toEqual([
      { layer: 'identity', decision: 'Allowed', policies: ['own'] },
      {
        ...{ layer: 'service-control', level: 'the root' },
        ...{ decision: 'Allowed', policies: ['of the root'] },
      },
      {
        ...{ layer: 'service-control', level: 'OU workloads' },
        ...{ decision: 'ExplicitlyDenied', policies: ['of OU workloads'] },
      },
      {
        ...{ layer: 'service-control', level: 'account 1' },
        ...{ decision: 'ImplicitlyDenied', policies: [] },
      },
    ]);
    const { blockedBy } = evaluate({
      ...request,
      identityPolicies: [policy(allowAll)],
      resourceControlPolicies: [
        at('OU workloads', { ...allowSqs, Principal: '*' }),
      ],
    });
    expect(blockedBy).toEqual([
      {
        ...{ layer: 'resource-control', level: 'OU workloads' },
        cause: 'no-allow',
        message:
          'No resource control policy attached to OU workloads allows s3:GetObject on arn:aws:s3:::bucket/key.',
      },
    ]);
  });

  it('name every layer that blocks', () => {
    const result = evaluate({
      ...request,
      identityPolicies: [policy(allowAll)],
      permissionsBoundary: { ...policy(allowSqs), name: 'edge' },
      serviceControlPolicies: [[policy(allowSqs)]],
    });
    expect(result.blockedBy.map(({ layer, cause }) => [layer, cause])).toEqual([
      ['permissions-boundary', 'no-allow'],
      ['service-control', 'no-allow'],
    ]);
    expect(result.blockedBy[0].message).toBe(
      'No permissions boundary allows s3:GetObject on arn:aws:s3:::bucket/key.',
    );
  });

  it('name the Deny that matched', () => {
    const result = evaluate({
      ...request,
      identityPolicies: [policy(allowAll, { ...denyAll, Sid: 'Never' })],
    });
    expect(result.blockedBy).toEqual([
      expect.objectContaining({
        cause: 'explicit-deny',
        statement: 1,
        message:
          'Statement 2 (Never) of the identity policy "policy" denies s3:GetObject on arn:aws:s3:::bucket/key.',
      }),
    ]);
  });

  it('list missing keys only of statements that otherwise match', () => {
    const conditional = (key: string, action: string): Statement => ({
      ...allowAll,
      Action: action,
      Condition: { StringEquals: { [key]: 'x' } },
    });
    const result = evaluate({
      ...request,
      identityPolicies: [
        policy(
          conditional('aws:SourceVpc', 's3:*'),
          conditional('aws:RequestedRegion', 'sqs:*'),
          {
            ...denyAll,
            Condition: {
              StringEquals: { 'aws:SourceVpce': 'x' },
              Bool: { 'aws:SecureTransport': 'false' },
            },
          },
        ),
      ],
      context: { 'aws:SecureTransport': 'true' },
    });
    expect(result.missingContext).toEqual(['aws:SourceVpc']);
    expect(result.blockedBy[0].message).toContain(
      'aws:SourceVpc is not in the request where the policy requires StringEquals "x"',
    );
  });

  it('use the readable Denies of a broken document, and ignore its Allows', () => {
    const broken = (statements: unknown[]) => ({
      name: 'broken',
      document: JSON.parse(
        JSON.stringify({ Version: '2012-10-17', Statement: statements }),
      ),
    });
    const nonsense = { Effect: 'Allow', Action: 7 };
    expect(
      evaluate({
        ...request,
        identityPolicies: [broken([allowAll, nonsense])],
      }).blockedBy.map(({ cause }) => cause),
    ).toEqual(['invalid-policy', 'no-allow']);
    expect(
      evaluate({
        ...request,
        identityPolicies: [policy(allowAll), broken([denyAll, nonsense])],
      }).decision,
    ).toBe('ExplicitlyDenied');
  });
});
