import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { valueOf } from '../model/observation';
import { CUT_OFF_POLICY } from '../permissions/cutOffPolicy';
import type { ObservedRolePolicies } from '../model/observed';

/** A policy of a role with a readable document. */
export interface RolePolicy {
  name: string;
  /** The ARN of a managed policy; absent for an inline policy. */
  arn?: string;
  /** The default version of a managed policy; absent for an inline policy. */
  defaultVersionId?: string;
  document: PolicyDocument;
  /** The text as AWS stores it. */
  text: string;
  /** The creation time of the default version; absent for an inline policy, which IAM does not date. */
  changedAt?: Date;
}

/** Returns the readable policies of the role. Excludes the cut-off policy, which grants nothing and must not be made smaller. */
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

/** Returns the reasons why policies of the role could not be read. */
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
