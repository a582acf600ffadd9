import { EKS_ANNOTATIONS } from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed, ObservedAssociation } from '../model/observed';
import { fail, isFailure, pass, unreadable, warn } from './utils/answer';
import { associationCommand } from './utils/associations';
import { restartAll } from './utils/restart';
import { stillByIrsa } from './utils/stillByIrsa';
import { check as nodeRole } from './node-role';
import { check as podIdentityAgent } from './pod-identity-agent';
import { check as podIdentityTrust } from './pod-identity-trust';
import type { Check, CheckAnswer, Remediation } from './types';

const annotatedRole = ({ serviceAccount }: Observed) =>
  valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn];

/** Returns the role that pods get by the association in the end. */
const associatedRole = ({ roleArn, targetRoleArn }: ObservedAssociation) =>
  targetRoleArn ?? roleArn;

/**
 * Returns the first failure of what EKS Pod Identity needs. The observed role is that of the annotation. If EKS only goes on to it from another role,
 * its trust policy does not decide whether EKS can assume that one.
 */
function podIdentityFailure(
  observed: Observed,
  { targetRoleArn }: ObservedAssociation,
): CheckAnswer | undefined {
  const needed = [
    ...(targetRoleArn === undefined ? [podIdentityTrust] : []),
    podIdentityAgent,
    nodeRole,
  ];
  return needed
    .filter(check => check.arises?.(observed) ?? true)
    .map(check => check.run(observed, null))
    .find(({ result }) => isFailure(result));
}

/** Answers for an association with the role of the annotation: it is redundant if it works. If not, it takes the role from new pods. */
function sameRole(
  observed: Observed,
  association: ObservedAssociation,
  remediation: Remediation,
): CheckAnswer {
  const failure = podIdentityFailure(observed, association);
  if (!failure) {
    return warn(
      `An EKS Pod Identity association gives the pods the same role as the annotation: one of the two is redundant.`,
      remediation,
      'both-mechanisms',
    );
  }
  const message = `An EKS Pod Identity association takes precedence over the annotation, which names the same role, but does not work: ${failure.message}`;
  const fix = {
    ...remediation,
    sentence: `${remediation.sentence} To use EKS Pod Identity instead: ${failure.remediation?.sentence}`,
  };
  const pods = valueOf(observed.pods) ?? [];
  return pods.length > 0 && stillByIrsa(observed, pods)
    ? warn(
        `${message} Pods that were created with IRSA keep the role until they restart.`,
        fix,
        failure.fault,
      )
    : fail(message, fix, failure.fault);
}

/** Checks whether an EKS Pod Identity association overrides the annotation. */
export const check: Check = {
  meta: {
    id: 'single-mechanism',
    link: 'service-account',
    question: 'Does only the annotation determine the role of the pods?',
    symptoms: [
      'AccessDenied: User: arn:aws:sts::…:assumed-role/<another role>/eks-… is not authorized to perform: …',
      'EKS does not have permissions to assume the associated role',
    ],
    requiredPermissions: [
      'eks:ListPodIdentityAssociations',
      'eks:DescribePodIdentityAssociation',
    ],
    faults: [
      'both-mechanisms',
      'pod-identity-trust',
      'agent-not-ready',
      'node-role-denied',
    ],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/single-mechanism.md',
    needs: ['service-account-exists'],
    provedByExchange: false,
    decides: false,
  },
  // IAM may not return a new trust policy yet. The roles of annotation and association do not change by themselves.
  settles(result, observed) {
    const association = valueOf(observed.association);
    return (
      isFailure(result) &&
      association !== undefined &&
      associatedRole(association) === annotatedRole(observed)
    );
  },
  run(observed) {
    const { association, ref } = observed;
    const annotated = annotatedRole(observed);
    if (association.state === 'unknown') {
      return unreadable('EKS Pod Identity associations', association);
    }
    if (association.state === 'absent' || annotated === undefined) {
      return pass(
        `No EKS Pod Identity association applies to ${ref.namespace}/${ref.name}.`,
      );
    }
    const remediation = {
      sentence:
        'Delete the association, so that pods get the role of the annotation, and restart the pods.',
      commands: [
        associationCommand(observed, 'delete', association.value),
        ...restartAll(observed),
      ],
    };
    const roleArn = associatedRole(association.value);
    return roleArn === annotated
      ? sameRole(observed, association.value, remediation)
      : fail(
          `An EKS Pod Identity association gives the pods ${roleArn}, and overrides the annotation, which names ${annotated}.`,
          remediation,
          'both-mechanisms',
        );
  },
};
