/** An IAM service account for which an object is recorded. */
export interface Holder {
  /** An ARN. */
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
  /** Of the objects that were observed, under their own ARNs. */
  holders: Holder[];
  /** Consents that were used up, as `<object id> <consent>`. */
  usedConsents: ReadonlySet<string>;
}

/** A consent as it is recorded once it is used. `objectId` is the RoleId, the UID or the ARN: a recreated object is another one. */
export function usedConsent(objectId: string, consent: string): string {
  return `${objectId} ${consent}`;
}
