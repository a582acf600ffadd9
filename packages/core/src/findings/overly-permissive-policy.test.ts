import { findRisks, type Statement } from '@backstage-irsa/iam-policy';
import { roleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import { check } from './overly-permissive-policy';

function allowed(...Statement: Statement[]) {
  const document = { Version: '2012-10-17' as const, Statement };
  return roleSubject({ risks: findRisks([{ name: 'orders', document }]) });
}

const allow = (Action: string, Resource: string): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});

governanceTester(check, {
  clean: [
    { name: 'a role without permissions', subject: roleSubject() },
    {
      name: 'a node role, which node-role-excess reports',
      subject: { ...allowed(allow('sqs:*', '*')), use: 'node' as const },
    },
    {
      name: 'one action on one bucket',
      subject: allowed(allow('s3:GetObject', 'arn:aws:s3:::orders/*')),
    },
    {
      name: 'access to secrets, which risk-path reports',
      subject: allowed(allow('secretsmanager:GetSecretValue', '*')),
    },
  ],
  found: [
    {
      name: 'a service wildcard on all resources, whose three risks are one finding',
      subject: allowed(allow('sqs:*', '*')),
      findings: [
        {
          severity: 'medium',
          message: 'It can do every action of sqs',
          facts: { orders: 'statement 1' },
        },
      ],
    },
    {
      name: 'every service of a wildcard, also those that the message does not name',
      subject: allowed(
        ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(name =>
          allow(`${name}:*`, `arn:aws:${name}:*:*:orders`),
        ),
      ),
      findings: [
        {
          severity: 'low',
          message: 'and 1 more',
          extent: [
            'service-wildcard',
            ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(
              name =>
                `service-wildcard: ${name}:* on arn:aws:${name}:*:*:orders`,
            ),
          ],
        },
      ],
    },
    {
      name: 'access to every bucket',
      subject: allowed(
        { ...allow('s3:GetObject', '*'), Sid: 'Read' },
        allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:orders'),
      ),
      findings: [
        {
          severity: 'medium',
          message: 's3:GetObject',
          facts: { orders: 'statement 1 (Read)' },
        },
      ],
    },
  ],
});
