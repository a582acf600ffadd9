import { ADOPTED_KEY } from './adoptionConsent';
import { tagRecord } from './records';
import { isReturnedRecord } from './returned';
import type { Pairs } from '../types';
import type { ServiceAccountRef } from '../../model/serviceAccountRef';

/** An IAM service account for which an object is recorded, and where it is. */
export interface Holder
  extends Pick<ServiceAccountRef, 'cluster' | 'namespace'> {
  /** An ARN, or the record of the tag of an adoption. */
  object: string;
  serviceAccountId: string;
  /** Full reference in lower case. */
  owner: string;
  /** The object existed before and was adopted. */
  adopted: boolean;
}

/** What is known of ownership when a plan is made: who asks, and for whom the objects that were observed are recorded. */
export interface OwnershipRecords {
  /** The id of the IAM service account that is planned. */
  id: string;
  /** Its owner, full reference in lower case. */
  owner: string;
  /** Owners that transferred it, whose name its tags may still carry. */
  formerOwners: string[];
  /** An administrator makes the request. */
  isAdministrator: boolean;
  /** Of the objects that were observed, under their own ARNs, of the tags of their adoptions, and of what is recorded for the IAM service account. */
  holders: Holder[];
  /** Consents that were used up, as `<object id> <consent>`. */
  usedConsents: ReadonlySet<string>;
}

/** A consent as it is recorded once it is used. `objectId` is the RoleId, the UID or the ARN: a recreated object is another one. */
export function usedConsent(objectId: string, consent: string): string {
  return `${objectId} ${consent}`;
}

/** The record of the tag that says that a role was adopted; undefined without it. */
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

/** Whether a role is recorded as adopted, and carries the tag that we set then: the id of who adopted it first, also once that one has left. */
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

/** Whether another tool was asked to give its objects back. */
export function isReturning({
  id,
  holders,
}: Pick<OwnershipRecords, 'id' | 'holders'>): boolean {
  return holders.some(
    ({ object, serviceAccountId }) =>
      serviceAccountId === id && isReturnedRecord(object),
  );
}
