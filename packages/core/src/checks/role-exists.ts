import { EKS_ANNOTATIONS } from '../model/annotations';
import { valueOf } from '../model/observation';
import { annotate } from './utils/annotate';
import { fail, pass, undecided, unreadable, isFailure } from './utils/answer';
import type { Check } from './types';
import { awaited } from './utils/waiting';

/** Checks whether the role that the annotation or the association names exists under exactly that ARN. */
export const check: Check = {
  meta: {
    id: 'role-exists',
    link: 'role',
    question: 'Does the role exist with exactly the named ARN?',
    symptoms: [
      'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    requiredPermissions: ['iam:GetRole'],
    faults: ['path-left-out'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/role-exists.md',
    needs: ['role-annotation', 'association'],
    provedByExchange: true,
  },
  settles: isFailure,
  run(observed) {
    const { role, serviceAccount, ref } = observed;
    const annotated =
      valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn] ??
      valueOf(observed.association)?.roleArn;
    if (annotated === undefined) return undecided('No role is named.');
    if (role.state === 'unknown') {
      return unreadable(`Role ${annotated}`, role);
    }
    if (role.state === 'absent') {
      return (
        awaited(observed, `role ${annotated}`) ??
        fail(`Role ${annotated} does not exist.`, {
          sentence: `Create the role, or set another role in the annotation ${EKS_ANNOTATIONS.roleArn} of ServiceAccount ${ref.namespace}/${ref.name}.`,
        })
      );
    }
    if (role.value.arn !== annotated) {
      return fail(
        `The annotation names ${annotated}, but the role's ARN is ${role.value.arn}.`,
        annotate(
          observed,
          { key: EKS_ANNOTATIONS.roleArn, value: role.value.arn },
          'Use the full ARN of the role, including its path. Running pods keep the old ARN until they restart.',
        ),
        'path-left-out',
      );
    }
    return pass(`Role ${role.value.name} exists.`);
  },
};
