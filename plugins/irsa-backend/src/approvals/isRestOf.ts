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
 * Whether a plan is the rest of an operation that was interrupted or failed: it has the same spec, entity, and owner, and each of its steps was
 * approved with the same effect and was not done by that operation. Repeating a step that was done is another change.
 *
 * @param approved - the approved plan of the operation
 * @param operation - no longer running: the caller holds the claim that it would need
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
