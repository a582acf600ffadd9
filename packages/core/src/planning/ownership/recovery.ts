import { parseRoleArn } from '../../arn/arn';
import {
  EKS_ANNOTATIONS,
  ENTITY_KEY,
  MANAGED_BY,
  MANAGED_BY_KEY,
  PREFIX,
} from '../../model/annotations';
import { roleNameOf } from '../../model/awsNames';
import type { ClusterConfig } from '../../model/config';
import { valueOf } from '../../model/observation';
import type { Observed, ObservedRolePolicies } from '../../model/observed';
import { formatServiceAccountRef } from '../../model/serviceAccountRef';
import type { ServiceAccountRef } from '../../model/serviceAccountRef';
import type { IamServiceAccountSpec, Violation } from '../../model/types';
import { tagValue } from '../desired';
import {
  associationRecord,
  attachmentRecord,
  inlinePolicyRecord,
  tagRecord,
  uidRecord,
} from './records';
import type { OwnershipContext } from '../rules/ownershipContext';
import { checkOwnership, checkRoleOwnership } from '../rules/ownership';
import { seenFromPodRole } from '../plan';
import { hasOther } from '../trust/trust';
import { trustEntryOf } from '../trust/trustEntry';
import type { Desired, Pairs } from '../types';

/** The observations that determine which role a ServiceAccount has. */
type Link = Pick<Observed, 'serviceAccount' | 'association'>;

/** Returns a spec, without grants, that leads to the current role of a ServiceAccount; undefined if it has no role or names no entity. */
export function recoveredSpec(
  ref: ServiceAccountRef,
  config: ClusterConfig,
  { serviceAccount, association }: Link,
): IamServiceAccountSpec | undefined {
  const annotations = valueOf(serviceAccount)?.annotations ?? {};
  const { [EKS_ANNOTATIONS.roleArn]: annotated, [ENTITY_KEY]: entityRef } =
    annotations;
  const associated = valueOf(association);
  const role = parseRoleArn(
    annotated ?? associated?.targetRoleArn ?? associated?.roleArn ?? '',
  );
  if (!role || entityRef === undefined) return undefined;
  const { cluster, namespace, name } = ref;
  return {
    ...{ entityRef, cluster, namespace, name },
    ...(annotated === undefined && { mechanism: 'pod-identity' }),
    ...(role.accountId !== config.accountId && { accountId: role.accountId }),
    ...(role.name !== roleNameOf(config, namespace, name) && {
      roleName: role.name,
    }),
    rolePath: role.path,
    // Without session tags, EKS identifies the ServiceAccount differently.
    ...(associated?.disableSessionTags && { sessionPolicyDocument: {} }),
    adopt: true,
  };
}

/** Checks whether Backstage's statement in the trust policy trusts the ServiceAccount: a tag on the role is not enough. */
function isTrusted(desired: Desired, { role }: ObservedRolePolicies): boolean {
  const entry = trustEntryOf(desired);
  return hasOther(valueOf(role)?.trust.document, {
    ...entry,
    // `hasOther` checks the mechanism that the entry does not name, so name the opposite one.
    mechanism: entry.mechanism === 'irsa' ? 'pod-identity' : 'irsa',
  });
}

function refusal(rule: string, message: string): Violation {
  return { field: 'name', rule, message };
}

/** Returns why a role cannot be recorded again for the ServiceAccount of the context. Tags alone prove nothing: anyone who can tag can forge them. */
export function checkRecovery(
  roleArn: string,
  context: OwnershipContext,
): Violation[] {
  const { desired, observed } = context;
  const { refText, podRole, spec } = desired;
  const account = valueOf(observed.serviceAccount);
  const role = valueOf(observed.role);
  if (!account) {
    return [
      refusal(
        'service-account-missing',
        `ServiceAccount ${refText} does not exist, so nothing in the cluster confirms the tags of ${roleArn}.`,
      ),
    ];
  }
  if (![desired.roleArn, podRole?.roleArn].includes(roleArn) || !role) {
    return [
      refusal(
        'role-not-used',
        `ServiceAccount ${refText} has another role than ${roleArn}. If nothing needs that role, delete it in AWS.`,
      ),
    ];
  }
  const entity = role.tags[ENTITY_KEY];
  return [
    // Recovery only writes records, so the missing grants of the recovered spec remove nothing that others need.
    ...checkOwnership(context).filter(({ rule }) => rule !== 'shared-grants'),
    ...(podRole
      ? checkRoleOwnership({
          ...{ ...context, desired: podRole },
          observed: seenFromPodRole(observed),
        })
      : []),
    ...(entity !== undefined && entity !== tagValue(spec.entityRef)
      ? [
          refusal(
            'entity-tag',
            `Role ${desired.roleArn} is tagged for ${entity}, and the annotation of ServiceAccount ${refText} names ${spec.entityRef}.`,
          ),
        ]
      : []),
    ...(isTrusted(podRole ?? desired, observed.podRole ?? observed) &&
    isTrusted(desired, observed)
      ? []
      : [
          refusal(
            'role-not-trusting',
            `Role ${roleArn} has no statement of Backstage for ServiceAccount ${refText} in its trust policy.`,
          ),
        ]),
  ];
}

/** Returns the records of the tags that only this product writes. */
function tagRecords(arn: string, tags: Pairs): string[] {
  return Object.entries(tags)
    .filter(([key]) => key.startsWith(PREFIX))
    .map(([key, value]) => tagRecord(arn, key, value));
}

function roleRecords(
  { policyName }: Desired,
  { role, inlinePolicies }: ObservedRolePolicies,
): string[] {
  const present = valueOf(role);
  if (!present) return [];
  const { arn, tags } = present;
  const inline = (valueOf(inlinePolicies) ?? []).filter(
    ({ name }) => name === policyName,
  );
  return [
    ...[arn, ...tagRecords(arn, tags)],
    ...inline.map(() => inlinePolicyRecord(arn, policyName)),
  ];
}

/** Returns the records of the role's policy if it is attached. An unattached policy of the same name does not count. */
function policyRecords(
  { roleArn, policyArn }: Desired,
  { attachedPolicies, plannedPolicy }: Observed,
): string[] {
  const attached = (valueOf(attachedPolicies) ?? []).map(valueOf);
  const policy = valueOf(plannedPolicy);
  return policy && attached.some(found => found?.arn === policyArn)
    ? [
        policyArn,
        attachmentRecord(roleArn, policyArn),
        ...tagRecords(policyArn, policy.tags),
      ]
    : [];
}

/** Returns the missing records of the existing objects that Backstage creates. Requires a context in which `checkRecovery` finds no violations. */
export function recoveredRecords(
  { desired, observed }: Pick<OwnershipContext, 'desired' | 'observed'>,
  own: ReadonlySet<string>,
): string[] {
  const refText = formatServiceAccountRef(desired.spec);
  const account = valueOf(observed.serviceAccount);
  const association = valueOf(observed.association);
  const { podRole } = desired;
  return [
    refText,
    ...(account ? [uidRecord(refText, account.uid)] : []),
    ...roleRecords(desired, observed),
    ...(podRole && observed.podRole
      ? roleRecords(podRole, observed.podRole)
      : []),
    ...policyRecords(desired, observed),
    ...(association?.tags?.[MANAGED_BY_KEY] === MANAGED_BY
      ? [associationRecord(refText)]
      : []),
  ].filter(record => !own.has(record));
}
