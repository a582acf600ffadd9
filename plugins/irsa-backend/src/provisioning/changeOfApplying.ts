import type { ChangeRequest, NewChange } from '../authorization/audit/types';
import type { ChangeAction } from '@backstage-irsa/core/model';
import type { Desired } from '@backstage-irsa/core/planning';
import type { Ownership } from '../authorization/specOwnership';

/** Returns the audit record of an application. */
export function changeOfApplying({
  operationId,
  desired: { accountId, spec },
  by,
  ownership: { entityRef, owner },
  options: { action = spec.adopt ? 'adopt' : 'apply' },
}: {
  operationId: string;
  desired: Desired;
  by: ChangeRequest;
  ownership: Ownership;
  options: { action?: ChangeAction };
}): NewChange {
  const { cluster, namespace, name } = spec;
  const serviceAccount = { cluster, namespace, name };
  return {
    ...by,
    ...{ action, operationId, serviceAccount, entityRef, owner, accountId },
  };
}
