import type { Statement } from '../document/types';
import { evaluate } from './evaluate';
import type { Decision } from './types';

const ROLE = 'arn:aws:iam::111122223333:role/orders';
const everyone: Statement = {
  ...{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
};
const deny: Statement = { ...everyone, Effect: 'Deny' };
const account = { AWS: '111122223333' };
const endpoint = (Statement: Statement[], isGateway = false) => ({
  isGateway,
  policy: {
    ...{ name: 'VPC endpoint policy', level: 'vpce-1' },
    document: { Version: '2012-10-17' as const, Statement },
  },
});

describe('the policy of a VPC endpoint', () => {
  it.each<[string, Statement[], Statement[], boolean, Decision]>([
    ['allows the action', [everyone], [everyone], false, 'Allowed'],
    ['grants nothing by itself', [], [everyone], false, 'ImplicitlyDenied'],
    ['must allow the action', [everyone], [], false, 'ImplicitlyDenied'],
    [
      'denies the action',
      [everyone],
      [everyone, deny],
      false,
      'ExplicitlyDenied',
    ],
    [
      'can name the role',
      [everyone],
      [{ ...everyone, Principal: { AWS: ROLE } }],
      false,
      'Allowed',
    ],
    [
      'can name an account, which includes its roles',
      [everyone],
      [{ ...everyone, Principal: account }],
      false,
      'Allowed',
    ],
    [
      'can name an account, which is only its root user at a gateway endpoint',
      [everyone],
      [{ ...everyone, Principal: account }],
      true,
      'ImplicitlyDenied',
    ],
    [
      'denies only the root user of an account at a gateway endpoint',
      [everyone],
      [everyone, { ...deny, Principal: account }],
      true,
      'Allowed',
    ],
  ])('%s', (_, own, statements, isGateway, decision) => {
    const identityPolicies = [
      {
        name: 'own',
        document: {
          Version: '2012-10-17' as const,
          Statement: own.map(({ Principal: _of, ...rest }) => rest),
        },
      },
    ];
    const result = evaluate({
      principal: { kind: 'role', arn: ROLE },
      ...{ action: 'sqs:SendMessage', resource: '*', identityPolicies },
      vpcEndpoint: endpoint(statements, isGateway),
    });
    expect(result.decision).toBe(decision);
    expect(result.layers.map(({ layer, level = '' }) => layer + level)).toEqual(
      ['identity', 'vpc-endpointvpce-1'],
    );
  });

  it.each<[string, Statement[], Decision, string[]]>([
    ['allows it', [everyone], 'Allowed', []],
    ['does not allow it', [], 'ImplicitlyDenied', ['no-allow']],
    ['denies it', [everyone, deny], 'ExplicitlyDenied', ['explicit-deny']],
  ])(
    'decides a call that no other policy can deny: %s',
    (_, statements, decision, causes) => {
      const result = evaluate({
        principal: { kind: 'role', arn: ROLE },
        ...{ action: 'sts:GetCallerIdentity', resource: '*' },
        identityPolicies: [{ ...endpoint([deny]).policy, name: 'own' }],
        vpcEndpoint: endpoint(statements),
      });
      expect(result.decision).toBe(decision);
      expect(result.exemption !== undefined).toBe(decision === 'Allowed');
      expect(
        result.blockedBy.map(({ layer, cause }) => [layer, cause]),
      ).toEqual(causes.map(cause => ['vpc-endpoint', cause]));
    },
  );
});
