import { RejectedIdentityError } from './RejectedIdentityError';

const roleArn = 'arn:aws:iam::111122223333:role/requester';
const fix =
  'Usually the cluster has no access entry (or aws-auth mapping) for it: ask an administrator to create one with `aws eks create-access-entry`, as the setup of the cluster shows. Otherwise, its credentials are invalid or expired.';

it.each([
  [
    { type: 'eks' as const },
    `Cluster prod-eu does not accept the IAM principal of this backend (401). ${fix}`,
  ],
  [
    { type: 'eks' as const, roleArn },
    `Cluster prod-eu does not accept ${roleArn} (401). ${fix}`,
  ],
  [
    { type: 'in-cluster' as const },
    'Cluster prod-eu rejects the credentials of this backend (401), which are invalid or expired. Ask an administrator to renew the credentials of its access.',
  ],
])('a rejection of %j names the usual cause and the fix', (access, reason) => {
  const error = new RejectedIdentityError({ name: 'prod-eu' }, access);
  expect(error).toMatchObject({ code: 401, reason });
});
