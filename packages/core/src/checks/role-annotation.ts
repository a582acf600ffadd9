import { EKS_ANNOTATIONS } from '../model/annotations';
import { parseRoleArn } from '../arn/arn';
import { partitionOf } from '../arn/partition';
import { valueOf } from '../model/observation';
import type { Observed } from '../model/observed';
import { isRequestedRole } from '../model/spec/existing';
import { annotate } from './utils/annotate';
import { fail, pass, undecided, isFailure, warn } from './utils/answer';
import { isNearMiss } from './utils/nearMiss';
import { inPartitionOf, repairRoleArn } from './utils/repairRoleArn';
import type { Check, CheckAnswer, Remediation } from './types';
import { awaited, awaitedAnnotation } from './utils/waiting';

const KEY = EKS_ANNOTATIONS.roleArn;

/** Asks a person to set the annotation, because only a person knows the intended role or where the ServiceAccount is managed. */
function nameTheRole({ ref, existing }: Observed): Remediation {
  if (existing) {
    return {
      sentence: `Where ServiceAccount ${ref.namespace}/${ref.name} is managed, set its annotation ${KEY} to the ARN of role ${existing.roleName}.`,
    };
  }
  return {
    sentence: `Choose a role for ServiceAccount ${ref.namespace}/${ref.name}, and set its annotation ${KEY} to the ARN of the role.`,
  };
}

/** Sets the annotation if the intended role is known. */
function nameRole(
  observed: Observed,
  roleArn: string | undefined,
): Remediation {
  if (roleArn === undefined || observed.existing) return nameTheRole(observed);
  return annotate(
    observed,
    { key: KEY, value: roleArn },
    `Set the annotation ${KEY} to ${roleArn}, and restart the pods.`,
  );
}

function withoutAnnotation(
  observed: Observed,
  annotations: Record<string, string>,
): CheckAnswer {
  const { namespace, name } = observed.ref;
  const near = Object.entries(annotations).find(([key]) => isNearMiss(key));
  if (near) {
    return fail(
      `ServiceAccount ${namespace}/${name} has the annotation ${near[0]}, which nothing reads. The correct key is ${KEY}.`,
      nameRole(observed, repairRoleArn(near[1], observed.config)),
      'mistyped-annotation',
    );
  }
  return (
    awaited(observed, `the role of ServiceAccount ${namespace}/${name}`) ??
    awaitedAnnotation(observed) ??
    fail(
      `ServiceAccount ${namespace}/${name} names no role.`,
      nameTheRole(observed),
    )
  );
}

/**
 * Answers for a ServiceAccount that is managed elsewhere and names another role; on other ServiceAccounts that is drift. Only warns
 * about the last known role, which is used until the annotation changes.
 */
function anotherRole(
  observed: Observed,
  arn: string,
  role: { accountId: string; name: string },
): CheckAnswer | undefined {
  const { existing, known } = observed;
  if (!existing || isRequestedRole(role, existing)) return undefined;
  const answer = arn === known.roleArn ? warn : fail;
  return answer(
    `It names ${arn}, but role ${existing.roleName} of account ${existing.accountId} was created for it.`,
    nameTheRole(observed),
  );
}

/** Checks whether the ServiceAccount names a role, with the right annotation key and ARN format. */
export const check: Check = {
  meta: {
    id: 'role-annotation',
    link: 'service-account',
    question: 'Does the ServiceAccount name a role?',
    symptoms: [
      'NoCredentialProviders: no valid providers in chain',
      'ValidationError: Request ARN is invalid',
    ],
    requiredPermissions: ['get serviceaccounts'],
    faults: ['mistyped-annotation', 'malformed-arn', 'wrong-partition'],
    mechanisms: ['irsa'],
    docs: 'docs/reference/checks/role-annotation.md',
    needs: ['service-account-exists'],
    provedByExchange: false,
  },
  settles: isFailure,
  run(observed) {
    const annotations = valueOf(observed.serviceAccount)?.annotations;
    if (!annotations) return undecided('The ServiceAccount is not known.');
    const arn = annotations[KEY];
    if (arn === undefined) return withoutAnnotation(observed, annotations);
    const role = parseRoleArn(arn);
    if (!role) {
      return fail(
        `The annotation ${KEY} is ${JSON.stringify(
          arn,
        )}, which is not a valid role ARN.`,
        nameRole(observed, repairRoleArn(arn, observed.config)),
        'malformed-arn',
      );
    }
    const partition = partitionOf(observed.config.region).id;
    if (role.partition !== partition) {
      return fail(
        `The role is in partition ${role.partition}, the cluster in ${partition}: roles cannot be used across partitions.`,
        nameRole(observed, inPartitionOf(observed.config, role)),
        'wrong-partition',
      );
    }
    return anotherRole(observed, arn, role) ?? pass(`It names ${arn}.`);
  },
};
