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

/** The steps of a plan, with the desired objects and the observation that it is based on. */
export interface PlannedAccess {
  desired: Desired;
  observed: Observed;
  steps: PlannedStep[];
}

/** Returns the policy with only its Allow statements. */
function allowsOf({ name, document }: NamedPolicy): NamedPolicy {
  const Statement = [document.Statement]
    .flat()
    .filter(({ Effect }) => Effect === 'Allow');
  return { name, document: { ...document, Statement } };
}

/** Checks whether the other policies include one with the same name and the same document. */
function isAmong(policy: NamedPolicy, others: NamedPolicy[]): boolean {
  return others.some(
    ({ name, document }) =>
      name === policy.name && sameDocument(document, policy.document),
  );
}

/** Reduces each policy that the others also have to its Allow statements: its Deny statements apply on both sides. */
function comparable(policies: NamedPolicy[], others: NamedPolicy[]) {
  return policies.map(policy =>
    isAmong(policy, others) ? allowsOf(policy) : policy,
  );
}

function denies({ document }: NamedPolicy): boolean {
  return [document.Statement].flat().some(({ Effect }) => Effect === 'Deny');
}

/** Returns the names of the role's policies whose text is invalid: they could deny anything. */
function unreadOf({ attachedPolicies, inlinePolicies }: Observed): string[] {
  const attached = (valueOf(attachedPolicies) ?? []).flatMap(
    read => valueOf(read) ?? [],
  );
  return [
    ...attached.map(({ arn, document }) => ({ name: arn, document })),
    ...(valueOf(inlinePolicies) ?? []),
  ].flatMap(({ name, document }) => (document.document ? [] : [name]));
}

/** Returns the policy that a step writes to or removes from a role. */
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
 * Checks whether a plan makes the policies of its role allow more than now, through added permissions or a removed Deny. True also if the opposite
 * cannot be shown, and for a policy of another role, such as the pod role of a role in another account.
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
