import type { IamServiceAccountSpec, Violation } from '../../model/types';

/** The fields of a spec that only the webhook of IRSA uses. */
const IRSA_ONLY = [
  'audience',
  'tokenExpirationSeconds',
  'stsRegionalEndpoints',
] as const;

/** Returns the fields that a spec sets and only IRSA supports. */
export function irsaOnlyFields(
  spec: IamServiceAccountSpec,
): (typeof IRSA_ONLY)[number][] {
  return IRSA_ONLY.filter(field => spec[field] !== undefined);
}

function checkSessionPolicy(spec: IamServiceAccountSpec): Violation[] {
  const { sessionPolicyDocument, mechanism, roleName } = spec;
  const field = 'sessionPolicyDocument';
  if (sessionPolicyDocument === undefined) return [];
  if (mechanism !== 'pod-identity') {
    return [
      {
        field,
        rule: 'pod-identity-only',
        message:
          'A session policy needs an EKS Pod Identity association. Set mechanism to pod-identity, or leave the policy out.',
      },
    ];
  }
  return roleName === undefined
    ? []
    : [
        {
          field,
          rule: 'session-policy-shared',
          message:
            'With a session policy, EKS sends no session tags, so the trust policy cannot distinguish ServiceAccounts and the role cannot be shared. Leave out roleName or the session policy.',
        },
      ];
}

/** Returns violations for fields that the spec's mechanism does not support. */
export function checkMechanism(spec: IamServiceAccountSpec): Violation[] {
  const misplaced =
    spec.mechanism === 'pod-identity' ? irsaOnlyFields(spec) : [];
  return [
    ...misplaced.map(field => ({
      field,
      rule: 'irsa-only',
      message: `${field} applies only to the IRSA token, which EKS Pod Identity does not use. Leave it out.`,
    })),
    ...checkSessionPolicy(spec),
  ];
}

/** Refuses a mechanism that differs from the last spec's: only a step-by-step migration keeps credentials available to every pod. */
export function checkMove(
  spec: IamServiceAccountSpec,
  last: IamServiceAccountSpec | null | undefined,
): Violation[] {
  const { mechanism = 'irsa' } = spec;
  if (!last) return [];
  const { mechanism: present = 'irsa' } = last;
  return present === mechanism
    ? []
    : [
        {
          field: 'mechanism',
          rule: 'mechanism-change',
          message: `ServiceAccount ${spec.namespace}/${spec.name} in ${spec.cluster} uses ${present}. Migrate it to ${mechanism}, or leave the mechanism out.`,
        },
      ];
}
