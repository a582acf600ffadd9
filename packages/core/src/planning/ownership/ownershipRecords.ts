import { ADOPTED_KEY } from './adoptionConsent';
import { tagRecord } from './records';
import { isReturnedRecord } from './returned';
import type { Pairs } from '../types';
import type { ServiceAccountRef } from '../../model/serviceAccountRef';

/** An IAM service account for which an object is recorded, with its cluster and namespace. */
export interface Holder
  extends Pick<ServiceAccountRef, 'cluster' | 'namespace'> {
  /** The ARN of the object, or the record of an adoption tag. */
  object: string;
  serviceAccountId: string;
  /** The owner, as a full entity reference in lower case. */
  owner: string;
  /** Whether the object existed before and was adopted. */
  adopted: boolean;
  /** Whether another tool is about to take over the IAM service account. */
  isBeingHandedOver: boolean;
}

/** The ownership facts for a plan: who makes the request, and for whom the observed objects are recorded. */
export interface OwnershipRecords {
  /** The ID of the planned IAM service account. */
  id: string;
  /** The owner of the planned IAM service account, as a full entity reference in lower case. */
  owner: string;
  /** The previous owners, which transferred the IAM service account. Its tags can still name them. */
  formerOwners: string[];
  /** Whether an administrator makes the request. */
  isAdministrator: boolean;
  /** The holders of the observed objects (by ARN), of their adoption tags, and of all objects recorded for the IAM service account. */
  holders: Holder[];
  /** The consents that were used, as `<object id> <consent>`. */
  usedConsents: ReadonlySet<string>;
}

/** Formats a used consent for the records. `objectId` is the RoleId, UID, or association ID, so a recreated object needs a new consent. */
export function usedConsent(objectId: string, consent: string): string {
  return `${objectId} ${consent}`;
}

/** Returns the record of a role's adoption tag; undefined if the role has no such tag. */
export function adoptionRecord({
  arn,
  tags,
}: {
  arn: string;
  tags: Pairs;
}): string | undefined {
  return Object.hasOwn(tags, ADOPTED_KEY)
    ? tagRecord(arn, ADOPTED_KEY, tags[ADOPTED_KEY])
    : undefined;
}

/** Checks whether a role is recorded as adopted and still has the adoption tag. The tag names the first adopter, even after that one has left. */
export function isRecordedAdoption(
  role: { arn: string; tags: Pairs },
  { holders }: OwnershipRecords,
): boolean {
  const tag = adoptionRecord(role);
  return (
    holders.some(({ object, adopted }) => adopted && object === role.arn) &&
    holders.some(({ object }) => object === tag)
  );
}

/** Checks whether another tool was asked to return the objects of the IAM service account. */
export function isReturning({
  id,
  holders,
}: Pick<OwnershipRecords, 'id' | 'holders'>): boolean {
  return holders.some(
    ({ object, serviceAccountId }) =>
      serviceAccountId === id && isReturnedRecord(object),
  );
}
