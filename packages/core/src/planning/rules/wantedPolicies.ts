import type { Violation } from '../../model/types';
import type { Observation } from '../../model/observation';
import type { Observed, ObservedPolicy } from '../../model/observed';
import type { Desired } from '../types';

function checkPolicy(
  field: string,
  arn: string,
  policy: Observation<ObservedPolicy> | undefined,
): Violation[] {
  if (policy?.state === 'absent') {
    return [
      {
        field,
        rule: 'policy-exists',
        message: `Policy ${arn} does not exist. Correct the ARN, or ask an administrator to create it.`,
      },
    ];
  }
  return policy?.state === 'found' && !policy.value.document.document
    ? [
        {
          field,
          rule: 'policy-readable',
          message: `Policy ${arn} has no readable policy document, so its permissions are unknown.`,
        },
      ]
    : [];
}

/** Checks that managed policies and the permissions boundary exist and are readable. */
export function checkWantedPolicies(
  { managedPolicyArns, boundaryArn }: Desired,
  { wantedPolicies = {} }: Observed,
): Violation[] {
  return [
    ...managedPolicyArns.flatMap((arn, index) =>
      checkPolicy(`managedPolicyArns[${index}]`, arn, wantedPolicies[arn]),
    ),
    ...(boundaryArn === undefined
      ? []
      : checkPolicy(
          'permissionsBoundaryArn',
          boundaryArn,
          wantedPolicies[boundaryArn],
        )),
  ];
}
