import { parseRoleArn } from '../arn/arn';
import { valueOf } from '../model/observation';
import type { Observed, ObservedAssociation } from '../model/observed';
import { fail, pass, unreadable, isFailure } from './utils/answer';
import { associationCommand } from './utils/associations';
import {
  evaluatePodIdentity,
  podIdentityClaims,
} from './utils/podIdentityTrust';
import { restartAll } from './utils/restart';
import type { Check, CheckAnswer, Remediation } from './types';
import { awaited } from './utils/waiting';

/** Suggests the role of the last successful verification if the association now names another role; otherwise suggests creating the role. */
function remediationForRole(
  observed: Observed,
  association: ObservedAssociation,
): Remediation {
  const { roleArn } = observed.known;
  if (roleArn === undefined || roleArn === association.roleArn) {
    return {
      sentence: `Create role ${association.roleArn}, or set another role in the association.`,
    };
  }
  return {
    sentence: `Set role ${roleArn} in the association, and restart the pods.`,
    commands: [
      associationCommand(
        observed,
        'update',
        association,
        '--role-arn',
        roleArn,
      ),
      ...restartAll(observed),
    ],
  };
}

/** Answers for a missing association. Without one, pods get no credentials or those of their node. */
function missing(observed: Observed): CheckAnswer {
  const { namespace, name } = observed.ref;
  const what = `the EKS Pod Identity association of ${namespace}/${name}`;
  return (
    awaited(observed, what) ??
    fail(
      `Cluster ${observed.config.eksName} has no EKS Pod Identity association of ${namespace}/${name}.`,
      {
        sentence:
          'Apply the spec again: the plan creates the association. Restart pods that started without it.',
      },
    )
  );
}

/** Whether the trust policy admits EKS only with the session tags that the association disables. */
function needsTags(observed: Observed): boolean {
  const document = valueOf(observed.role)?.trust.document;
  const bare = podIdentityClaims(observed, false);
  const tagged = podIdentityClaims(observed, true);
  return (
    document !== undefined &&
    bare !== undefined &&
    tagged !== undefined &&
    evaluatePodIdentity(document, bare).answer === 'denied' &&
    evaluatePodIdentity(document, tagged).answer !== 'denied'
  );
}

/** Checks whether the EKS Pod Identity association names an existing role and sends the session tags that the role's trust policy requires. */
export const check: Check = {
  meta: {
    id: 'association',
    link: 'service-account',
    question:
      'Does the EKS Pod Identity association name an existing role, with the session tags that the role requires?',
    symptoms: ['EKS does not have permissions to assume the associated role'],
    requiredPermissions: [
      'eks:ListPodIdentityAssociations',
      'eks:DescribePodIdentityAssociation',
      'iam:GetRole',
    ],
    faults: ['association-dangling'],
    mechanisms: ['pod-identity'],
    docs: 'docs/reference/checks/association.md',
    needs: ['service-account-exists'],
    provedByExchange: false,
  },
  settles: isFailure,
  run(observed) {
    const { role } = observed;
    if (observed.association.state === 'absent') return missing(observed);
    if (observed.association.state === 'unknown') {
      return unreadable('EKS Pod Identity associations', observed.association);
    }
    const association = observed.association.value;
    const { roleArn, disableSessionTags } = association;
    if (role.state === 'unknown') return unreadable(`Role ${roleArn}`, role);
    const pending =
      role.state === 'absent' && awaited(observed, `role ${roleArn}`);
    if (pending) return pending;
    if (role.state === 'absent' || !parseRoleArn(roleArn)) {
      return fail(
        `The EKS Pod Identity association names role ${roleArn}, which does not exist.`,
        remediationForRole(observed, association),
        'association-dangling',
      );
    }
    if (role.value.arn !== roleArn) {
      return fail(
        `The EKS Pod Identity association names ${roleArn}, but the role's ARN is ${role.value.arn}.`,
        remediationForRole(
          { ...observed, known: { roleArn: role.value.arn } },
          association,
        ),
        'association-dangling',
      );
    }
    if (disableSessionTags && needsTags(observed)) {
      return fail(
        `The EKS Pod Identity association sends no session tags, but the trust policy of role ${role.value.name} requires them.`,
        {
          sentence:
            'Enable session tags in the association, and restart the pods.',
          commands: [
            associationCommand(
              observed,
              'update',
              association,
              '--no-disable-session-tags',
            ),
            ...restartAll(observed),
          ],
        },
        'association-dangling',
      );
    }
    return pass(`The EKS Pod Identity association names role ${roleArn}.`);
  },
};
