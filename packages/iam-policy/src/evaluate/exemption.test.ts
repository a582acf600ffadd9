import { decide, policy, ROLE, ROOT } from '../__testUtils__/cases';

// AWS STS API Reference, "AssumeRole": "You cannot call AssumeRole by using AWS account root user credentials; access is denied".
it.each([
  ['sts:AssumeRole', 'ImplicitlyDenied'],
  ['STS:assumeroot', 'ImplicitlyDenied'],
  ['sts:GetFederationToken', 'Allowed'],
])('the root user calls %s: %s', (action, decision) => {
  const result = decide({
    principal: { kind: 'user', arn: ROOT },
    ...{ action, resource: ROLE },
    resourcePolicy: policy({
      ...{ Effect: 'Allow', Action: '*', Resource: '*' },
      Principal: '*',
    }),
  });
  expect(result.decision).toBe(decision);
  expect(result.blockedBy.length > 0).toBe(decision !== 'Allowed');
});
