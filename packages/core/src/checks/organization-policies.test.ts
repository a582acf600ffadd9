import { checkTester } from '../__testUtils__/checkTester';
import { observedWith } from '../__testUtils__/observed';
import { found, unknown } from '../model/observation';
import { check } from './organization-policies';

const permits = (allowedByOrganizations: boolean) => ({
  permits: found([
    {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::orders/any',
      allowedByOrganizations,
    },
  ]),
});

checkTester(check, [
  {
    name: 'they allow it',
    observed: permits(true),
    result: 'pass',
    message: 'allow what was asked about',
  },
  {
    name: 'organization-denies: they do not',
    observed: permits(false),
    result: 'warn',
    fault: 'organization-denies',
    message: 'denies s3:GetObject on arn:aws:s3:::orders/any',
    remediation: "the organization's administrators",
  },
  {
    name: 'AWS may not be asked',
    observed: { permits: unknown('no', 'iam:SimulatePrincipalPolicy') },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'iam:SimulatePrincipalPolicy',
  },
]);

it('is left out when nothing was asked', () => {
  expect(check.arises?.(observedWith())).toBe(false);
  expect(check.arises?.(observedWith(permits(true)))).toBe(true);
});
