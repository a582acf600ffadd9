import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { canonicalDigest } from '../authorization/audit/documents';
import type { StoredOperation } from '../serviceAccounts/OperationStore';
import type { StepEffect } from './ApprovalRow';

interface Planned {
  spec: IamServiceAccountSpec;
  entityRef: string;
  owner: string;
  effects: StepEffect[];
}

/**
 * Whether a plan is what is left of an operation that was cut off or failed: the same is asked for, and every step is one that was approved, does the
 * very same, and was not done by that operation. A step that was done and is to be done again is another change.
 *
 * @param approved - what the operation was to do
 * @param operation - not running any more: the caller holds the claim that it would need
 */
export function isRestOf(
  plan: Planned,
  approved: Planned,
  { status, steps }: Pick<StoredOperation, 'status' | 'steps'>,
): boolean {
  const done = new Set(
    steps.filter(step => step.status === 'succeeded').map(({ id }) => id),
  );
  const ofSpec = ({ spec, entityRef, owner }: Planned) =>
    canonicalDigest({ spec, entityRef, owner });
  return (
    status !== 'succeeded' &&
    ofSpec(plan) === ofSpec(approved) &&
    plan.effects.every(
      ({ step, digest }) =>
        !done.has(step) &&
        approved.effects.some(
          effect => effect.step === step && effect.digest === digest,
        ),
    )
  );
}
