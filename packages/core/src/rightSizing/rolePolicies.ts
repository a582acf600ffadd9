import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { valueOf } from '../model/observation';
import { CUT_OFF_POLICY } from '../permissions/cutOffPolicy';
import type { ObservedRolePolicies } from '../model/observed';

/** A policy of a role whose document could be read. */
export interface RolePolicy {
  name: string;
  /** Of a managed policy. */
  arn?: string;
  /** Of a managed policy. */
  defaultVersionId?: string;
  document: PolicyDocument;
  /** The text as AWS has it. */
  text: string;
  /** When its default version was made; IAM dates no inline policy. */
  changedAt?: Date;
}

/** The policies on the role that could be read, without that of a cut off: it grants nothing, and is not ours to make smaller. */
export function rolePolicies({
  attachedPolicies,
  inlinePolicies,
}: ObservedRolePolicies): RolePolicy[] {
  const attached = (valueOf(attachedPolicies) ?? [])
    .flatMap(read => valueOf(read) ?? [])
    .flatMap(({ name, arn, defaultVersionId, document, changedAt }) =>
      document.document
        ? {
            ...{ name, arn, defaultVersionId, text: document.text },
            document: document.document,
            ...(changedAt !== undefined && { changedAt: new Date(changedAt) }),
          }
        : [],
    );
  const inline = (valueOf(inlinePolicies) ?? []).flatMap(
    ({ name, document: { document, text } }) =>
      document && name !== CUT_OFF_POLICY ? { name, document, text } : [],
  );
  return [...attached, ...inline];
}

/** Why not every policy of the role is known. */
export function unreadPolicies({
  attachedPolicies,
  inlinePolicies,
}: ObservedRolePolicies): string[] {
  const readings = [
    attachedPolicies,
    inlinePolicies,
    ...(valueOf(attachedPolicies) ?? []),
  ];
  return readings.flatMap(read =>
    read.state === 'unknown' ? [read.reason] : [],
  );
}
