import {
  formatServiceAccountRef,
  type IamServiceAccount,
  type Violation,
} from '@backstage-irsa/core/model';
import {
  checkOthers,
  type HandOverFormat,
} from '@backstage-irsa/core/delivery';
import type { PlanContext } from '../provisioning/PlanContext';

/** Returns the violation for a ServiceAccount that Backstage does not manage: there is nothing to hand over. */
export function nothingHere(account: IamServiceAccount): Violation {
  return {
    field: 'id',
    rule: 'not-managed-by-backstage',
    message: `ServiceAccount ${formatServiceAccountRef(
      account,
    )} is not managed by Backstage, so there is nothing to hand over.`,
  };
}

/** Returns the violations of a hand-over: the objects must match the spec exactly, and must belong to nobody else. */
export function notReady(
  account: IamServiceAccount,
  context: PlanContext,
  format: HandOverFormat,
): Violation[] {
  const { desired, steps, own, others, adopted } = context;
  const refText = formatServiceAccountRef(account);
  const { roleArn } = desired;
  const violation = (rule: string, message: string) => ({
    field: 'id',
    rule,
    message,
  });
  return [
    ...(own.has(roleArn)
      ? []
      : [violation('not-managed-by-backstage', nothingHere(account).message)]),
    ...(others.has(roleArn)
      ? [
          violation(
            'shared-role',
            `Role ${roleArn} is shared by ServiceAccounts that are not handed over. Give ${refText} its own role first.`,
          ),
        ]
      : []),
    ...(adopted.has(roleArn)
      ? [
          violation(
            'adopted-role',
            `Role ${roleArn} was adopted. Remove the AWS access of ${refText} in Backstage, which keeps the role, then import the role.`,
          ),
        ]
      : []),
    ...(steps.some(({ effect }) => effect !== null)
      ? [
          violation(
            'drifted',
            `AWS or the cluster differs from the spec of ${refText}. Apply the spec first, so that the files match.`,
          ),
        ]
      : []),
    ...checkOthers(context, format),
  ];
}
