import type {
  EvaluationResult,
  PolicyDocument,
} from '@backstage-irsa/iam-policy';
import { valueOf } from '../model/observation';
import type { Observed, ObservedRole } from '../model/observed';
import { fail, pass, undecided, isFailure } from './utils/answer';
import { onlyShownBy } from './utils/deniedByOrganization';
import {
  evaluatePodIdentity,
  fixPodIdentityTrustPolicy,
  podIdentityClaims,
  POD_IDENTITY_SERVICE,
  type PodIdentityClaims,
} from './utils/podIdentityTrust';
import { timeRemediation } from './utils/timeRemediation';
import { trustPolicyRemediation } from './utils/trustPolicyRemediation';
import type { Check, Remediation } from './types';

function remediationOf(
  { ref: { namespace, name } }: Observed,
  role: ObservedRole,
  document: PolicyDocument,
  claims: PodIdentityClaims,
  { decision, blockedBy }: EvaluationResult,
): Remediation {
  return decision === 'ExplicitlyDenied'
    ? {
        sentence: `Statement ${
          (blockedBy[0]?.statement ?? 0) + 1
        } of the trust policy denies it. Remove the statement, or exempt this ServiceAccount from it.`,
      }
    : trustPolicyRemediation(
        role,
        fixPodIdentityTrustPolicy(document, claims),
        `Allow EKS Pod Identity to assume role ${role.name} for ${namespace}/${name}. The access of other principals stays unchanged.`,
      );
}

/** Checks whether the trust policy lets EKS Pod Identity assume the role for pods of the ServiceAccount. */
export const check: Check = {
  meta: {
    id: 'pod-identity-trust',
    link: 'trust-policy',
    question:
      'Does the trust policy allow EKS Pod Identity to assume the role for the ServiceAccount?',
    symptoms: ['EKS does not have permissions to assume the associated role'],
    requiredPermissions: ['iam:GetRole', 'eks:DescribePodIdentityAssociation'],
    faults: ['pod-identity-trust'],
    mechanisms: ['pod-identity'],
    docs: 'docs/reference/checks/pod-identity-trust.md',
    needs: ['cluster-reachable', 'association', 'role-exists'],
    provedByExchange: false,
  },
  settles: isFailure,
  run(observed) {
    const role = valueOf(observed.role);
    const claims = podIdentityClaims(observed);
    if (!role || !claims) return undecided('Role or cluster is not known.');
    const { document, errors } = role.trust;
    const { namespace, name } = observed.ref;
    if (!document) {
      return undecided(
        `The trust policy of role ${role.name} cannot be read: ${
          errors[0]?.reason ?? 'it is empty.'
        }`,
      );
    }
    const { answer, openKeys, result, action } = evaluatePodIdentity(
      document,
      claims,
    );
    if (answer === 'allowed') {
      return pass(
        `Role ${role.name} allows ${POD_IDENTITY_SERVICE} to assume it for ${namespace}/${name}. No live proof is made: EKS would issue the role's full permissions.`,
      );
    }
    if (answer === 'open') {
      return undecided(
        `The trust policy of role ${role.name} also depends on ${onlyShownBy(
          'EKS',
          openKeys,
        )}`,
      );
    }
    const atAnyTime = podIdentityClaims({ ...observed, at: undefined });
    const isOutOfTime =
      atAnyTime !== undefined &&
      evaluatePodIdentity(document, atAnyTime).answer !== 'denied';
    return fail(
      `The trust policy of role ${
        role.name
      } does not allow ${action} to ${POD_IDENTITY_SERVICE} for ${namespace}/${name}${
        isOutOfTime ? ' at this time' : ''
      }.`,
      isOutOfTime
        ? timeRemediation(observed, role)
        : remediationOf(observed, role, document, claims, result),
      'pod-identity-trust',
    );
  },
};
