import {
  excessOf,
  type ActionCatalogue,
  type NamedPolicy,
} from '@backstage-irsa/iam-policy';
import type { Observed } from '../model/observed';
import type { Desired } from './types';
import { policiesAfter } from './permissions/after';
import { policiesBefore } from './permissions/before';
import { sameDocument } from './sameDocument';
import { type PlannedStep } from './types';

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

/** Those of the policies that the others do not have in the same words, and what the rest allows: what the rest denies is denied on both sides. */
function comparable(policies: NamedPolicy[], others: NamedPolicy[]) {
  return policies.map(policy =>
    others.some(
      ({ name, document }) =>
        name === policy.name && sameDocument(document, policy.document),
    )
      ? allowsOf(policy)
      : policy,
  );
}

/**
 * Whether a plan makes the policies of its role permit something that they do not permit now. True also where the opposite cannot be shown, and for a
 * policy of another role, such as the one that leads to it from another account.
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
  const maximum: NamedPolicy = {
    name: 'before',
    document: {
      Version: '2012-10-17',
      Statement: comparable(before, after).flatMap(({ document }) =>
        [document.Statement].flat(),
      ),
    },
  };
  return excessOf(comparable(after, before), maximum, { catalogue }).length > 0;
}
