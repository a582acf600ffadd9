import { serviceAccountId } from '../model/serviceAccountRef';
import type { Observed } from '../model/observed';
import type { Desired } from '../planning/types';
import type { OwnershipRecords } from '../planning/ownership/ownershipRecords';
import type { OwnershipContext } from '../planning/rules/ownershipContext';

/** The input of ownership decisions, where Backstage created all recorded objects for the ServiceAccount. */
export function ownershipContext(
  desired: Desired,
  observed: Observed,
  recorded: ReadonlySet<string>,
  change: Partial<OwnershipRecords> = {},
): OwnershipContext {
  const id = serviceAccountId(desired.spec);
  const owner = 'group:default/team';
  return {
    desired,
    observed,
    recorded,
    now: new Date('2026-11-27T12:00:00Z'),
    ownership: {
      id,
      owner,
      formerOwners: [],
      isAdministrator: false,
      usedConsents: new Set(),
      holders: [...recorded]
        .filter(object => object.startsWith('arn:'))
        .map(object => ({
          object,
          serviceAccountId: id,
          cluster: desired.spec.cluster,
          namespace: desired.spec.namespace,
          owner,
          adopted: false,
          isBeingHandedOver: false,
        })),
      ...change,
    },
  };
}
