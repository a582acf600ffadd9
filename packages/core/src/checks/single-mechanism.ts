import { EKS_ANNOTATIONS } from '../model/annotations';
import { valueOf } from '../model/observation';
import { fail, pass, unreadable, warn } from './utils/answer';
import { associationCommand } from './utils/associations';
import { restartAll } from './utils/restart';
import type { Check } from './types';

/** Checks whether an EKS Pod Identity association overrides the annotation. */
export const check: Check = {
  meta: {
    id: 'single-mechanism',
    link: 'service-account',
    question: 'Does only the annotation determine the role of the pods?',
    symptoms: [
      'AccessDenied: User: arn:aws:sts::…:assumed-role/<another role>/eks-… is not authorized to perform: …',
    ],
    requiredPermissions: [
      'eks:ListPodIdentityAssociations',
      'eks:DescribePodIdentityAssociation',
    ],
    faults: ['both-mechanisms'],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/single-mechanism.md',
    needs: ['service-account-exists'],
    provedByExchange: false,
    decides: false,
  },
  run(observed) {
    const { association, serviceAccount, ref } = observed;
    const annotated =
      valueOf(serviceAccount)?.annotations[EKS_ANNOTATIONS.roleArn];
    if (association.state === 'unknown') {
      return unreadable('EKS Pod Identity associations', association);
    }
    if (association.state === 'absent' || annotated === undefined) {
      return pass(
        `No EKS Pod Identity association applies to ${ref.namespace}/${ref.name}.`,
      );
    }
    const { roleArn: associated, targetRoleArn } = association.value;
    const roleArn = targetRoleArn ?? associated;
    const remediation = {
      sentence:
        'Delete the association, so that pods get the role of the annotation, and restart the pods.',
      commands: [
        associationCommand(observed, 'delete', association.value),
        ...restartAll(observed),
      ],
    };
    return roleArn === annotated
      ? warn(
          `An EKS Pod Identity association gives the pods the same role as the annotation: one of the two is redundant.`,
          remediation,
          'both-mechanisms',
        )
      : fail(
          `An EKS Pod Identity association gives the pods ${roleArn}, and overrides the annotation, which names ${annotated}.`,
          remediation,
          'both-mechanisms',
        );
  },
};
