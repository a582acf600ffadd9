import {
  EKS_ANNOTATIONS,
  ENTITY_KEY,
  MANAGED_BY,
  MANAGED_BY_KEY,
} from '../../model/annotations';
import { isExisting } from '../../model/spec/existing';
import { type Violation } from '../../model/types';
import { valueOf } from '../../model/observation';
import { isReturning } from '../ownership/ownershipRecords';
import { isRecreated } from '../ownership/records';
import { adoptionProblem } from './adoption';
import {
  notManagedByBackstage,
  type OwnershipContext,
} from './ownershipContext';

/** Checks whether Backstage may use an existing ServiceAccount. For one managed outside Backstage, see `existingServiceAccount.ts`. */
export function checkServiceAccount({
  desired,
  observed,
  recorded,
  ownership,
  now,
}: OwnershipContext): Violation[] {
  const account = valueOf(observed.serviceAccount);
  if (!account || isExisting(desired.spec)) return [];
  const where = `ServiceAccount ${desired.refText}`;
  const entity = account.annotations[ENTITY_KEY];
  if (entity !== undefined && entity !== desired.annotations[ENTITY_KEY]) {
    return [
      notManagedByBackstage(
        `${where} exists and belongs to ${entity}. Choose another name.`,
      ),
    ];
  }
  const recordedOurs =
    account.labels[MANAGED_BY_KEY] === MANAGED_BY &&
    entity !== undefined &&
    (recorded.has(desired.refText) || isReturning(ownership));
  const recreated = isRecreated(recorded, desired.refText, account.uid);
  const ours = recordedOurs && !recreated;
  if (desired.spec.adopt && !ours) {
    const isMarked =
      account.labels[MANAGED_BY_KEY] === MANAGED_BY && entity !== undefined;
    if (isMarked && ownership.isAdministrator) return [];
    const { annotations, labels, uid } = account;
    return adoptionProblem(
      { what: where, objectId: uid, pairs: { ...labels, ...annotations } },
      desired,
      ownership,
      { now, isRecorded: recorded.has(desired.refText) && !recreated },
    );
  }
  const role = account.annotations[EKS_ANNOTATIONS.roleArn];
  // A role that Backstage created for the ServiceAccount is the one that it leaves.
  const known = role === desired.roleArn || (ours && recorded.has(role));
  if (role !== undefined && !known) {
    return [
      notManagedByBackstage(
        `${where} exists with role ${role}, which is not the role of this spec. Choose another name.`,
      ),
    ];
  }
  if (recordedOurs && recreated) {
    return [
      {
        field: 'name',
        rule: 'recreated',
        message: `${where} was deleted and recreated by someone else, so it inherits nothing. Delete it, or ask an administrator to consent to its adoption.`,
      },
    ];
  }
  return ours
    ? []
    : [
        {
          field: 'name',
          rule: 'already-exists',
          message: `${where} exists and is not managed by Backstage. Choose another name.`,
        },
      ];
}
