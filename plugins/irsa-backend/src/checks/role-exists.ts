import { EKS_ANNOTATIONS } from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import { fail, pass, undecided, unreadable } from './answer';
import { command } from './shell';
import type { Check } from './types';

/** Whether the annotated role exists under exactly that ARN. */
export const check: Check = {
  meta: {
    id: 'role-exists',
    link: 'role',
    question: 'Does the role exist under exactly the annotated ARN?',
    symptoms: [
      'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    docs: 'docs/checks/role-exists.md',
    needs: ['role-annotation'],
    provedByExchange: true,
  },
  run({ role, serviceAccount, ref }) {
    const annotated =
      valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn];
    if (annotated === undefined) return undecided('No role is named.');
    if (role.state === 'unknown') {
      return unreadable(`Role ${annotated}`, role);
    }
    if (role.state === 'absent') {
      return fail(
        `Role ${annotated} does not exist.`,
        `Create the role, or name another: ${command(
          'kubectl',
          'annotate',
          'serviceaccount',
          ref.name,
          '-n',
          ref.namespace,
          '--overwrite',
          `${EKS_ANNOTATIONS.roleArn}=<role-arn>`,
        )}`,
      );
    }
    if (role.value.arn !== annotated) {
      return fail(
        `The annotation names ${annotated}, but the role's ARN is ${role.value.arn}.`,
        command(
          'kubectl',
          'annotate',
          'serviceaccount',
          ref.name,
          '-n',
          ref.namespace,
          '--overwrite',
          `${EKS_ANNOTATIONS.roleArn}=${role.value.arn}`,
        ),
      );
    }
    return pass(`Role ${role.value.name} exists.`);
  },
};
