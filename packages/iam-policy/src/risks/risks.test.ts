import type { NamedPolicy, Statement } from '../document/types';
import { policy } from '../__testUtils__/cases';
import { accessOf } from '../summary/access';
import { findRisks } from './index';
import { grantedBroadly } from './risk';

const allow = (
  Action: string | string[],
  Resource: string | string[] = '*',
  more: Partial<Statement> = {},
): Statement => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: string | string[], Resource = '*'): Statement => ({
  Effect: 'Deny',
  Action,
  Resource,
});
const secure = { Condition: { Bool: { 'aws:SecureTransport': 'true' } } };

const found = (policies: NamedPolicy[], permissionsBoundary?: NamedPolicy) =>
  findRisks(policies, { permissionsBoundary }).map(
    ({ id, severity }) => `${id} ${severity}`,
  );

describe('findRisks', () => {
  it.each<[string, Statement[], string[]]>([
    ['everything', [allow('*')], ['admin-equivalent high']],
    [
      'everything, in another spelling',
      [allow('*:*')],
      ['admin-equivalent high'],
    ],
    [
      'everything but billing',
      [{ Effect: 'Allow', NotAction: 'aws-portal:*', Resource: '*' }],
      ['admin-equivalent high'],
    ],
    [
      'everything but IAM',
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
      ['credential-exposure-all-resources high'],
    ],
    ['everything, denied whole', [allow('*'), deny('*')], []],
    [
      'everything under a condition',
      [allow('*', '*', secure)],
      ['privilege-escalation medium'],
    ],
    [
      'all of IAM',
      [allow('iam:*')],
      [
        'privilege-escalation high',
        'pass-role-all-roles high',
        'service-wildcard medium',
      ],
    ],
    ['all of a service', [allow('sqs:*')], ['service-wildcard medium']],
    [
      'all of a service on one resource',
      [allow('sqs:*', 'arn:aws:sqs:eu-west-1:111122223333:q')],
      ['service-wildcard low'],
    ],
    [
      'all secrets',
      [allow('secretsmanager:GetSecretValue')],
      ['credential-exposure-all-resources high'],
    ],
    [
      'all secrets of an account',
      [
        allow(
          'secretsmanager:GetSecretValue',
          'arn:aws:secretsmanager:*:111122223333:secret:*',
        ),
      ],
      ['credential-exposure-all-resources high'],
    ],
    [
      'one secret',
      [
        allow(
          'secretsmanager:GetSecretValue',
          'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-*',
        ),
      ],
      [],
    ],
    [
      'parameters of one path',
      [allow('ssm:GetParameter*', 'arn:aws:ssm:*:*:parameter/payments/*')],
      [],
    ],
    [
      'parameters by a pattern of actions',
      [allow('ssm:Get*', 'arn:aws:ssm:*:*:parameter/*')],
      ['credential-exposure-all-resources high'],
    ],
    [
      'PassRole in disguise',
      [allow('iam:Pass?ole')],
      ['pass-role-all-roles high'],
    ],
    [
      'PassRole of every role',
      [allow('iam:PassRole', 'arn:aws:iam::111122223333:role/*')],
      ['pass-role-all-roles high'],
    ],
    [
      'PassRole of one path',
      [allow('iam:PassRole', 'arn:aws:iam::111122223333:role/batch/*')],
      [],
    ],
    [
      'changing one policy',
      [allow('iam:CreatePolicyVersion', 'arn:aws:iam::111122223333:policy/x')],
      ['privilege-escalation medium'],
    ],
    [
      'reading a bucket',
      [
        allow(
          ['s3:GetObject', 's3:ListBucket'],
          ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
        ),
      ],
      [],
    ],
  ])('in %s', (_what, statements, expected) => {
    expect(found([policy(...statements)])).toEqual(expected);
  });

  it('takes a kind of resource in one service for nothing more', () => {
    expect(found([policy(allow('*', 'arn:aws:sqs:*:*:*'))])).toEqual([]);
    expect(found([policy(allow('*', 'arn:aws:iam::*:role/*'))])).toEqual([
      'privilege-escalation high',
      'pass-role-all-roles high',
    ]);
  });

  it.each([
    ['arn:aws:s3:::*', true],
    ['arn:aws:s3:::*/*', true],
    ['arn:aws:s3:::bucket/*', false],
    ['arn:aws:s3:::bucket*', false],
  ])('knows whether %s is broad: %s', (resource, broad) => {
    const access = accessOf([policy(allow('s3:*', resource))]);
    const { actions } = grantedBroadly(access, ['s3:GetObject']);
    expect(actions.length > 0).toBe(broad);
  });

  it('respects the boundary', () => {
    expect(
      found(
        [policy(allow('iam:PassRole'))],
        policy(allow('*', 'arn:aws:iam::*:role/*')),
      ),
    ).toEqual(['pass-role-all-roles high']);
    expect(found([policy(allow('*'))], policy(allow('s3:*')))).toEqual([]);
    expect(
      found(
        [policy(allow('iam:PassRole'))],
        policy(allow('*', 'arn:aws:iam::*:role/batch/*')),
      ),
    ).toEqual([]);
  });

  it('gives the statements that grant it, across policies, each once', () => {
    const first = {
      ...policy(
        allow('s3:ListBucket'),
        allow(['ssm:GetParameter', 'ssm:GetParameters']),
      ),
      name: 'first',
    };
    const second = { ...policy(allow('secretsmanager:Get*')), name: 'second' };
    expect(findRisks([first, second])).toEqual([
      {
        id: 'credential-exposure-all-resources',
        severity: 'high',
        message:
          'It may read secrets or credentials on all resources by secretsmanager:GetSecretValue, ssm:GetParameter, ssm:GetParameters.',
        evidence: [
          { policy: 'second', statement: 0 },
          { policy: 'first', statement: 1 },
        ],
      },
    ]);
  });
});
