import { nodeRoleSubject } from '../__testUtils__/governance';
import { governanceTester } from '../__testUtils__/governanceTester';
import type { NodeRolePolicy } from '../nodeRoles/types';
import { check } from './node-role-excess';

function having(change: Partial<NodeRolePolicy>): NodeRolePolicy[] {
  const about = 'It allows actions of s3.';
  const name = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
  return [{ name, kind: 'managed', needed: false, about, ...change }];
}

governanceTester(check, {
  clean: [{ name: 'what nodes need', subject: nodeRoleSubject() }],
  found: [
    {
      name: 'a low-risk policy that pods cannot reach',
      subject: nodeRoleSubject({ policies: having({}) }),
      findings: [
        {
          severity: 'low',
          message:
            'Node role prod-eu-nodes of prod-eu has AmazonS3ReadOnlyAccess, which nodes do not need.',
          facts: {
            'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess':
              'It allows actions of s3.',
          },
        },
      ],
    },
    {
      name: 'a low-risk policy that every pod can reach',
      subject: nodeRoleSubject({
        policies: having({ extent: ['s3 on *', 'sqs on *'] }),
        reach: 'all-pods',
      }),
      findings: [
        {
          severity: 'medium',
          message: 'AmazonS3ReadOnlyAccess',
          extent: ['', ': s3 on *', ': sqs on *'].map(
            rest => `arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess${rest}`,
          ),
        },
      ],
    },
    {
      name: 'an administrator policy',
      subject: nodeRoleSubject({ policies: having({ risk: 'critical' }) }),
      findings: [{ severity: 'critical', message: 'prod-eu-nodes' }],
    },
  ],
});
