import { ConflictError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  isExisting,
  MANAGED_BY,
  MANAGED_BY_KEY,
  valueOf,
  type IamServiceAccount,
  type Violation,
} from '@backstage-irsa/core/model';
import {
  checkOthers,
  handOvers,
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

/** Returns the first object that lost the mark of Backstage, because the other tool has taken it over; undefined if there is none. */
function takenOver({ desired, observed }: PlanContext): string | undefined {
  const { podRole, serviceAccount } = observed;
  const policy = desired.policy && valueOf(observed.plannedPolicy);
  const association = desired.association && valueOf(observed.association);
  const roles = [observed.role, ...(podRole ? [podRole.role] : [])].map(role =>
    valueOf(role),
  );
  const objects = [
    ...roles.map(role => role && { name: role.arn, marks: role.tags }),
    policy && { name: policy.arn, marks: policy.tags },
    association && {
      name: 'the EKS Pod Identity association',
      marks: association.tags ?? {},
    },
    isExisting(desired.spec)
      ? undefined
      : {
          name: 'the ServiceAccount',
          marks: valueOf(serviceAccount)?.labels,
        },
  ];
  return objects.find(
    object => object?.marks && object.marks[MANAGED_BY_KEY] !== MANAGED_BY,
  )?.name;
}

/** @throws ConflictError - if the other tool has taken over an object */
export function requireNotTakenOver(
  account: IamServiceAccount,
  context: PlanContext,
): void {
  const taken = takenOver(context);
  if (taken === undefined) return;
  throw new ConflictError(
    `The hand-over of ServiceAccount ${formatServiceAccountRef(
      account,
    )} cannot be canceled: ${
      account.delivery?.format
    } has taken over ${taken}, which no longer has ${MANAGED_BY_KEY}. To finish the hand-over, apply all files, then verify the ServiceAccount. To cancel it, set ${MANAGED_BY_KEY} to ${MANAGED_BY} again first.`,
  );
}

/** Returns the format to hand over to. @throws ConflictError - if another tool has the ServiceAccount already, or is about to take it over */
export function leavingTo(
  account: IamServiceAccount,
  to: HandOverFormat,
): HandOverFormat {
  const { delivery } = account;
  const isSame = delivery?.state === 'handing-over' && delivery.format === to;
  if (!delivery || isSame) return to;
  throw new ConflictError(
    `ServiceAccount ${formatServiceAccountRef(account)} is ${delivery.state} (${
      delivery.format
    }). Only access that Backstage manages can be handed over.`,
  );
}

/** Returns the format of the tool that has the ServiceAccount. @throws ConflictError - if no other tool has it */
export function returningFrom(account: IamServiceAccount): HandOverFormat {
  const { delivery } = account;
  if (
    (delivery?.state === 'delivered' || delivery?.state === 'returning') &&
    isHandOverFormat(delivery.format)
  ) {
    return delivery.format;
  }
  throw new ConflictError(
    `ServiceAccount ${formatServiceAccountRef(
      account,
    )} was not delivered by ${Object.keys(handOvers).join(
      ', ',
    )}, so there is nothing to take back.`,
  );
}

function isHandOverFormat(format: string): format is HandOverFormat {
  return Object.hasOwn(handOvers, format);
}
