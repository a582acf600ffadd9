import { findRisks, type Statement } from '@backstage-irsa/iam-policy';
import { roleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { notEvaluated } from '../permissions/notEvaluated';
import { check } from './risk-path';

function allowed(Action: string, trust?: Statement) {
  const document = {
    Version: '2012-10-17' as const,
    Statement: [{ Effect: 'Allow' as const, Action, Resource: '*' }],
  };
  return roleSubject({
    risks: findRisks([{ name: 'orders', document }], {
      ...(trust && {
        trustPolicy: {
          name: 'trust',
          document: { Version: '2012-10-17' as const, Statement: [trust] },
        },
      }),
    }),
  });
}

governanceTester(check, {
  clean: [
    { name: 'a role without permissions', subject: roleSubject() },
    {
      name: 'a node role, which node-role-excess reports',
      subject: { ...allowed('*'), use: 'node' as const },
    },
    {
      name: 'broad permissions, which overly-permissive-policy reports',
      subject: allowed('sqs:*'),
    },
    {
      name: 'a trust policy for everybody, which overly-permissive-trust reports',
      subject: allowed('sqs:GetQueueUrl', {
        Effect: 'Allow',
        Principal: '*',
        Action: 'sts:AssumeRole',
      }),
    },
  ],
  found: [
    {
      name: 'a role of an administrator',
      subject: allowed('*'),
      findings: [
        {
          key: 'admin-equivalent',
          severity: 'critical',
          message: 'can do everything in the account',
        },
      ],
    },
    {
      name: 'access to every secret',
      subject: allowed('secretsmanager:GetSecretValue'),
      findings: [
        {
          key: 'credential-exposure-all-resources',
          severity: 'high',
          message: 'secretsmanager:GetSecretValue',
          facts: { orders: 'statement 1' },
        },
      ],
    },
    {
      name: 'permissions to change its own policies',
      subject: allowed('iam:PutRolePolicy'),
      findings: [
        {
          key: 'privilege-escalation-self',
          severity: 'critical',
          message: 'iam:PutRolePolicy',
        },
      ],
    },
    {
      name: 'policies that were not evaluated',
      subject: roleSubject({ risks: [notEvaluated('They are complex.')] }),
      findings: [
        {
          key: 'not-evaluated',
          remediation: 'Use fewer statements',
          severity: 'medium',
          message: 'are unknown. They are complex.',
        },
      ],
    },
  ],
});
