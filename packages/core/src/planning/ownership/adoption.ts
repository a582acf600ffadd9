import { MANAGED_BY, MANAGED_BY_KEY } from '../../model/annotations';
import { isExisting } from '../../model/spec/existing';
import type { IamServiceAccountSpec } from '../../model/types';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';
import { ADOPTED_KEY, consentIn } from './adoptionConsent';
import type { Desired } from '../types';
import { isRecordedAdoption, type OwnershipRecords } from './ownershipRecords';
import type { DesireInput } from '../desired';
import type { PlannedNames } from '../names';
import { associationRecord } from './records';

/** A consent to the adoption of an object: the object's RoleId, UID, or ID, and the value of its consent tag or annotation. */
export interface Consent {
  objectId: string;
  consent: string;
}

/** The objects that a plan adopts, and the consents for it. */
export interface Adoption {
  /** The consents that the adoption uses up. */
  consents: Consent[];
  /** The adopted objects, which existed before, as ownership records name them. */
  objects: ReadonlySet<string>;
}

/** Returns every consent on the observed objects. */
export function consentsOf({
  role,
  serviceAccount,
  association,
}: Observed): Consent[] {
  const found = [valueOf(role), valueOf(association)].map(
    object => object && { objectId: object.id, pairs: object.tags ?? {} },
  );
  const account = valueOf(serviceAccount);
  return [
    ...found,
    account && { objectId: account.uid, pairs: account.annotations },
  ].flatMap(object => {
    const consent = object && consentIn(object.pairs);
    return object && consent !== undefined
      ? [{ objectId: object.objectId, consent }]
      : [];
  });
}

/** Returns the existing role if it was adopted before or is adopted now, with its actual ARN: role names are unique regardless of their path. */
export function adoptedRole(
  { adopt }: Pick<IamServiceAccountSpec, 'adopt'>,
  { roleArn }: Pick<PlannedNames, 'roleArn'>,
  { role }: Pick<Observed, 'role'>,
  records: OwnershipRecords,
): DesireInput['adoption'] {
  const present = valueOf(role);
  if (!present) return undefined;
  const { arn, tags } = present;
  const wasAdopted = isRecordedAdoption(present, records);
  // Without the tag, a person created the role in place of the recorded one. Without the record, the record is lost.
  const isCreatedHere =
    tags[MANAGED_BY_KEY] === MANAGED_BY &&
    (arn === roleArn ||
      records.holders.some(
        ({ object, adopted }) => object === arn && !adopted,
      ));
  return wasAdopted || (adopt && !isCreatedHere)
    ? { roleArn: arn, adoptedBy: wasAdopted ? tags[ADOPTED_KEY] : records.id }
    : undefined;
}

/**
 * Returns the records of a role that Backstage created and that is gone, with its details. The role to adopt has the same ARN, but what it has is not
 * Backstage's.
 */
export function replacedRecords(
  role: Pick<Desired, 'roleArn' | 'adoptedBy'> | undefined,
  { own, adopted }: Record<'own' | 'adopted', ReadonlySet<string>>,
): string[] {
  if (role?.adoptedBy === undefined || adopted.has(role.roleArn)) return [];
  const { roleArn } = role;
  return [...own].filter(
    record => record === roleArn || record.startsWith(`${roleArn} `),
  );
}

/** Checks whether the association exists and was not created by Backstage. Such an association is tagged as adopted before it is changed. */
export function isForeignAssociation({
  association,
}: Pick<Observed, 'association'>): boolean {
  const tags = valueOf(association)?.tags ?? {};
  return association.state === 'found' && tags[MANAGED_BY_KEY] !== MANAGED_BY;
}

/** Checks whether the role was adopted before or created by Backstage, so that it already has the adoption tag or needs none. */
export function isAdopted({ adoptedBy }: Desired, { role }: Observed): boolean {
  const present = valueOf(role);
  return adoptedBy === undefined || present?.tags[ADOPTED_KEY] === adoptedBy;
}

/** Returns what a plan adopts: objects without a mark of Backstage. */
export function adoptionOf(desired: Desired, observed: Observed): Adoption {
  const { adoptedBy, refText, roleArn, spec } = desired;
  if (!spec.adopt) {
    return {
      consents: [],
      objects: new Set(adoptedBy === undefined ? [] : [roleArn]),
    };
  }
  const account = valueOf(observed.serviceAccount);
  return {
    consents: consentsOf(observed),
    objects: new Set([
      ...(adoptedBy === undefined ? [] : [roleArn]),
      ...(account &&
      !isExisting(spec) &&
      account.labels[MANAGED_BY_KEY] !== MANAGED_BY
        ? [refText]
        : []),
      ...(isForeignAssociation(observed) ? [associationRecord(refText)] : []),
    ]),
  };
}
