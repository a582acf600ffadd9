import { MANAGED_BY_KEY } from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed, ObservedAssociation } from '../model/observed';
import { isExisting } from '../model/spec/existing';
import { DEFAULT_SESSION_SECONDS } from '../model/spec/role';
import type { Desired, DesiredAssociation } from '../planning/types';
import { sessionOf } from '../planning/objects/session';
import type { Pairs } from '../planning/types';
import type { RenderedAssociation, RenderInput } from './types';

/** Removes the managed-by pair, because Backstage does not manage objects that another tool creates. The entity and owner stay. */
export function withoutManagedBy(pairs: Pairs): Pairs {
  const { [MANAGED_BY_KEY]: _, ...rest } = pairs;
  return rest;
}

function renderedAssociation(
  {
    roleArn,
    targetRoleArn,
    disableSessionTags,
    policy,
    tags,
  }: DesiredAssociation,
  present: ObservedAssociation | undefined,
): RenderedAssociation {
  return {
    roleArn,
    ...(targetRoleArn !== undefined && { targetRoleArn }),
    ...(disableSessionTags && { disableSessionTags }),
    ...(policy && { sessionPolicy: policy }),
    tags: withoutManagedBy(tags),
    ...(present && { present: { id: present.id, arn: present.arn } }),
  };
}

/** Returns the facts about the desired objects of a spec that a format needs. */
export function renderInputOf(
  desired: Desired,
  observed: Pick<Observed, 'namespace' | 'oidcProvider' | 'association'>,
): RenderInput {
  const { spec, config, cluster, policy, inlinePolicy } = desired;
  const { namespace, name } = spec;
  const { boundaryArn, path, policyName, policyArn, association } = desired;
  return {
    mechanism: desired.mechanism,
    cluster: {
      eksName: config.eksName,
      region: cluster.region,
      accountId: cluster.accountId,
    },
    role: {
      accountId: desired.accountId,
      arn: desired.roleArn,
      name: desired.roleName,
      path,
      trust: desired.trust,
      ...(boundaryArn !== undefined && { boundaryArn }),
      maxSessionDurationSeconds: sessionOf(desired, DEFAULT_SESSION_SECONDS),
      managedPolicyArns: desired.managedPolicyArns,
      ...(inlinePolicy && {
        inlinePolicy: { name: policyName, document: inlinePolicy },
      }),
      tags: withoutManagedBy(desired.tags),
    },
    ...(policy && {
      policy: { arn: policyArn, name: policyName, path, document: policy },
    }),
    ...(association && {
      association: renderedAssociation(
        association,
        valueOf(observed.association),
      ),
    }),
    audience: desired.audience,
    providerArn: desired.providerArn,
    serviceAccount: {
      namespace,
      name,
      existing: isExisting(spec),
      annotations: desired.annotations,
      labels: withoutManagedBy(desired.labels),
    },
    createNamespace: observed.namespace.state === 'absent',
    providerMissing: observed.oidcProvider.state === 'absent',
  };
}
