import { checkTester } from '../__testUtils__/checkTester';
import { associatedWith } from '../__testUtils__/observed';
import { unknown } from '../model/observation';
import { check } from './single-mechanism';

const OTHER = 'arn:aws:iam::111122223333:role/other';
const beside = (roleArn?: string) => ({
  association: associatedWith(roleArn ? { roleArn } : {}).association,
});
const DELETION =
  'aws eks delete-pod-identity-association --cluster-name prod-eu --association-id a-1\nkubectl rollout restart deployment/orders -n production';

checkTester(check, [
  { name: 'no association', result: 'pass', message: 'No EKS Pod Identity' },
  {
    name: 'both-mechanisms: an association with another role',
    observed: beside(OTHER),
    result: 'fail',
    fault: 'both-mechanisms',
    message: `gives the pods ${OTHER}, and overrides the annotation`,
    remediation: DELETION,
  },
  {
    name: 'both-mechanisms: an association with the same role',
    observed: beside(),
    result: 'warn',
    fault: 'both-mechanisms',
    message: 'the same role as the annotation',
    remediation: DELETION,
  },
  {
    name: 'a missing permission to read the association',
    observed: { association: unknown('no', 'eks:ListPodIdentityAssociations') },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'eks:ListPodIdentityAssociations',
  },
]);

it('does not decide the status of the verification', () => {
  expect(check.meta.decides).toBe(false);
});
