import {
  EKS_ANNOTATIONS,
  parseRoleArn,
  partitionOf,
} from '@backstage-irsa/plugin-irsa-common';
import { valueOf } from '../observe/observation';
import type { Observed } from '../observe/types';
import { fail, pass, undecided } from './answer';
import { annotateRole } from './annotateRole';
import { isNearMiss } from './nearMiss';
import { inPartitionOf, repairRoleArn } from './repairRoleArn';
import { restartAll } from './restart';
import type { Check, CheckAnswer, Remedy } from './types';
import { awaited } from './waiting';

const KEY = EKS_ANNOTATIONS.roleArn;

/** What only a person knows: which role it should be. */
function nameTheRole({ ref }: Observed): Remedy {
  return {
    sentence: `Decide which role ServiceAccount ${ref.namespace}/${ref.name} is to have, and set its annotation ${KEY} to the ARN.`,
  };
}

/** Names the role where it is plain which one is meant. */
function nameRole(observed: Observed, roleArn: string | undefined): Remedy {
  if (roleArn === undefined) return nameTheRole(observed);
  return {
    sentence: `Set the annotation ${KEY} to ${roleArn}, and make the pods again.`,
    commands: [annotateRole(observed, roleArn), ...restartAll(observed)],
  };
}

function withoutAnnotation(
  observed: Observed,
  annotations: Record<string, string>,
): CheckAnswer {
  const { namespace, name } = observed.ref;
  const near = Object.entries(annotations).find(([key]) => isNearMiss(key));
  if (near) {
    return fail(
      `ServiceAccount ${namespace}/${name} carries ${near[0]}, which nothing reads: the key is ${KEY}.`,
      nameRole(observed, repairRoleArn(near[1], observed.config)),
      14,
    );
  }
  return (
    awaited(observed, `the role of ServiceAccount ${namespace}/${name}`) ??
    fail(
      `ServiceAccount ${namespace}/${name} names no role.`,
      nameTheRole(observed),
    )
  );
}

/** Whether the ServiceAccount names a role, in the right key and form. */
export const check: Check = {
  meta: {
    id: 'role-annotation',
    link: 'service-account',
    question: 'Does the ServiceAccount name a role?',
    symptoms: [
      'NoCredentialProviders: no valid providers in chain',
      'ValidationError: Request ARN is invalid',
    ],
    reads: ['get serviceaccounts'],
    faults: [14, 15, 23],
    mechanisms: ['irsa'],
    docs: 'docs/checks/role-annotation.md',
    needs: ['service-account-exists'],
    provedByExchange: false,
  },
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
        )}, which is no ARN of a role.`,
        nameRole(observed, repairRoleArn(arn, observed.config)),
        15,
      );
    }
    const partition = partitionOf(observed.config.region).id;
    if (role.partition !== partition) {
      return fail(
        `The role is in partition ${role.partition}, the cluster in ${partition}: roles do not reach across partitions.`,
        nameRole(observed, inPartitionOf(observed.config, role)),
        23,
      );
    }
    return pass(`It names ${arn}.`);
  },
};
