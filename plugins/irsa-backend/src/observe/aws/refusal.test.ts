import fc from 'fast-check';
import { failureOf } from '../discovery/failureOf';
import { readAws } from '../read';
import { NoCredentialsError } from './errors';

const SCP =
  'arn:aws:organizations::111122223333:policy/o-a1/service_control_policy/p-1';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/team/boundary';
const START =
  'User: arn:aws:sts::111122223333:assumed-role/backstage/session is not authorized to perform: eks:ListClusters on resource: arn:aws:eks:eu-west-3:111122223333:cluster/*';

const denied = (message: string) =>
  Object.assign(new Error(message), {
    name: 'AccessDeniedException',
    $fault: 'client',
  });
const read = (message: string) =>
  readAws('eks:ListClusters', () => Promise.reject(denied(message)));

const GRANT =
  "Allow eks:ListClusters in the IAM policy of the backend's role in account 1.";
const CANNOT = 'its IAM policies cannot override it.';
const NOT_ENOUGH = 'its IAM policies alone are not enough.';

it.each<[string, string, string]>([
  ['', '', GRANT],
  [
    ' because no identity-based policy allows the eks:ListClusters action',
    'because no identity-based policy allows the eks:ListClusters action',
    GRANT,
  ],
  [
    ' with an explicit deny in an identity-based policy',
    'with an explicit deny in an identity-based policy',
    'Remove the Deny of eks:ListClusters from the IAM policies of the backend.',
  ],
  [
    ' with an explicit deny in a service control policy',
    'with an explicit deny in a service control policy',
    `Change the service control policy that denies the backend eks:ListClusters: ${CANNOT}`,
  ],
  [
    ` with an explicit deny in a service control policy: ${SCP}.`,
    `with an explicit deny in a service control policy: ${SCP}`,
    `Change the service control policy that denies the backend eks:ListClusters: ${CANNOT}`,
  ],
  [
    ' with an explicit deny in a resource control policy',
    'with an explicit deny in a resource control policy',
    `Change the resource control policy that denies the backend eks:ListClusters: ${CANNOT}`,
  ],
  [
    ` with an explicit deny in a permissions boundary: ${BOUNDARY}`,
    `with an explicit deny in a permissions boundary: ${BOUNDARY}`,
    `Change the permissions boundary that denies the backend eks:ListClusters: ${CANNOT}`,
  ],
  [
    ' with an explicit deny in a resource-based policy',
    'with an explicit deny in a resource-based policy',
    `Change the resource-based policy that denies the backend eks:ListClusters: ${CANNOT}`,
  ],
  [
    ' because no service control policy allows the eks:ListClusters action',
    'because no service control policy allows the eks:ListClusters action',
    `Allow the backend eks:ListClusters in the service control policy too: ${NOT_ENOUGH}`,
  ],
  [
    ' because no permissions boundary allows the eks:ListClusters action',
    'because no permissions boundary allows the eks:ListClusters action',
    `Allow the backend eks:ListClusters in the permissions boundary too: ${NOT_ENOUGH}`,
  ],
  [
    ' because no session policy allows the eks:ListClusters action',
    'because no session policy allows the eks:ListClusters action',
    `Allow the backend eks:ListClusters in the session policy too: ${NOT_ENOUGH}`,
  ],
  [
    ' because no VPC endpoint policy allows the eks:ListClusters action',
    'because no VPC endpoint policy allows the eks:ListClusters action',
    `Allow the backend eks:ListClusters in the VPC endpoint policy too: ${NOT_ENOUGH}`,
  ],
  // A possible future message of AWS, and a misleading name of an object.
  [' with an explicit deny in a new kind of policy', '', GRANT],
  [
    ' with an explicit deny in a service control policy: AKIAIOSFODNN7EXAMPLE',
    'with an explicit deny in a service control policy',
    `Change the service control policy that denies the backend eks:ListClusters: ${CANNOT}`,
  ],
])(
  'a read that AWS denies "%s" reports the reason and a remediation',
  async (end, clause, remediation) => {
    const answer = await read(`${START}${end}`);
    expect(failureOf(answer, 'account 1')).toEqual({
      message: `The backend may not call eks:ListClusters.${
        clause && ` AWS answered: ${clause}.`
      }`,
      missingPermission: 'eks:ListClusters',
      remediation,
    });
  },
);

it.each([
  ['', 'Create the role of aws.accountDefaults.roleName in account 1'],
  [
    ' with an explicit deny in a service control policy',
    'Change the service control policy that denies the backend sts:AssumeRole',
  ],
])(
  'a role that cannot be assumed because of "%s" reports a remediation',
  async (end, remediation) => {
    const error = new NoCredentialsError('111122223333', denied(START + end));
    const answer = await readAws('eks:ListClusters', () =>
      Promise.reject(error),
    );
    expect(failureOf(answer, 'account 1')).toMatchObject({
      message: expect.stringContaining(START + end),
      missingPermission: 'sts:AssumeRole',
      remediation: expect.stringContaining(remediation),
    });
  },
);

it('a denied read repeats nothing else of the AWS message', async () => {
  const kinds = ['a service control policy', 'an identity-based policy', 'a'];
  await fc.assert(
    fc.asyncProperty(
      fc.string(),
      fc.constantFrom(...kinds),
      fc.string(),
      async (before, kind, after) => {
        const answer = await read(
          `${before} with an explicit deny in ${kind}${after}`,
        );
        expect(answer).toMatchObject({
          state: 'unknown',
          right: 'eks:ListClusters',
          reason: expect.stringMatching(
            /^The backend may not call eks:ListClusters\.( AWS answered: with an explicit deny in an? (service control|identity-based) policy\.)?$/,
          ),
        });
      },
    ),
  );
});
