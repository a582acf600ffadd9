import {
  excessOf,
  joinDocuments,
  type ActionCatalogue,
  type NamedPolicy,
} from '@backstage-irsa/iam-policy';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import type { Desired } from '../types';
import { isAbout, policiesAfter } from './after';
import { policiesBefore } from './before';
import { sameDocument } from '../sameDocument';
import { type PlannedStep } from '../types';

/** What a plan is, and what it is made from. */
export interface PlannedAccess {
  desired: Desired;
  observed: Observed;
  steps: PlannedStep[];
}

/** The policy without what it denies. */
function allowsOf({ name, document }: NamedPolicy): NamedPolicy {
  const Statement = [document.Statement]
    .flat()
    .filter(({ Effect }) => Effect === 'Allow');
  return { name, document: { ...document, Statement } };
}

/** Whether others have the policy in the same words. */
function isAmong(policy: NamedPolicy, others: NamedPolicy[]): boolean {
  return others.some(
    ({ name, document }) =>
      name === policy.name && sameDocument(document, policy.document),
  );
}

/** Those of the policies that the others do not have in the same words, and what the rest allows: what the rest denies is denied on both sides. */
function comparable(policies: NamedPolicy[], others: NamedPolicy[]) {
  return policies.map(policy =>
    isAmong(policy, others) ? allowsOf(policy) : policy,
  );
}

function denies({ document }: NamedPolicy): boolean {
  return [document.Statement].flat().some(({ Effect }) => Effect === 'Deny');
}

/** The policies of the role whose text is no document: they may deny anything. */
function unreadOf({ attachedPolicies, inlinePolicies }: Observed): string[] {
  const attached = (valueOf(attachedPolicies) ?? []).flatMap(
    read => valueOf(read) ?? [],
  );
  return [
    ...attached.map(({ arn, document }) => ({ name: arn, document })),
    ...(valueOf(inlinePolicies) ?? []),
  ].flatMap(({ name, document }) => (document.document ? [] : [name]));
}

/** The policy of a role that a step writes or removes. */
function changedPolicy({ effect }: PlannedStep): string | undefined {
  switch (effect?.type) {
    case 'create-policy-version':
      return effect.arn;
    case 'detach-role-policy':
      return effect.policyArn;
    case 'delete-role-policy':
    case 'put-role-policy':
      return effect.policyName;
    default:
      return undefined;
  }
}

/**
 * Whether a plan makes the policies of its role permit something that they do not permit now, by what it adds or by a Deny that it removes. True also
 * where the opposite cannot be shown, and for a policy of another role, such as the one that leads to it from another account.
 */
export function gainsAccess(
  { desired, observed, steps }: PlannedAccess,
  catalogue: ActionCatalogue,
): boolean {
  const isOthers = steps.some(
    ({ effect, target }) =>
      effect?.type === 'put-role-policy' && target.name !== desired.roleArn,
  );
  if (isOthers) return true;
  const before = policiesBefore(observed).identityPolicies;
  const after = policiesAfter(desired, observed, steps).identityPolicies;
  const unread = unreadOf(observed);
  const changesUnread = steps.some(
    step =>
      isAbout(step, desired) && unread.includes(changedPolicy(step) ?? ''),
  );
  if (changesUnread) return true;
  const onlyRemoves = after.every(policy => isAmong(policy, before));
  const removed = before.filter(policy => !isAmong(policy, after));
  if (onlyRemoves && !removed.some(denies)) return false;
  const maximum: NamedPolicy = {
    name: 'before',
    document: joinDocuments(
      comparable(before, after).map(({ document }) => document),
    ),
  };
  return excessOf(comparable(after, before), maximum, { catalogue }).length > 0;
}
