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

/** A consent to the adoption of an object: its RoleId, UID or id, and the value of its tag or annotation. */
export interface Consent {
  objectId: string;
  consent: string;
}

/** What applying a plan adopts. */
export interface Adoption {
  /** Used up by it. */
  consents: Consent[];
  /** Objects that existed before, as our records name them. */
  objects: ReadonlySet<string>;
}

/** Every consent that stands on what was observed. */
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

/** The role that is there, where it was adopted before or is to be now: it keeps its ARN, since names of roles are unique whatever their path. */
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
  const isCreatedHere = records.holders.some(
    ({ object, adopted }) => object === arn && !adopted,
  );
  // Tagged as created here.
  const isLost = arn === roleArn && tags[MANAGED_BY_KEY] === MANAGED_BY;
  return wasAdopted || (adopt && !isCreatedHere && !isLost)
    ? { roleArn: arn, adoptedBy: wasAdopted ? tags[ADOPTED_KEY] : records.id }
    : undefined;
}

/** Whether there is an association that somebody else created: it is tagged as adopted before it is changed. */
export function isForeignAssociation({
  association,
}: Pick<Observed, 'association'>): boolean {
  const tags = valueOf(association)?.tags ?? {};
  return association.state === 'found' && tags[MANAGED_BY_KEY] !== MANAGED_BY;
}

/** Whether the role was adopted before, or created here: it carries the mark already. */
export function isAdopted({ adoptedBy }: Desired, { role }: Observed): boolean {
  const present = valueOf(role);
  return adoptedBy === undefined || present?.tags[ADOPTED_KEY] === adoptedBy;
}

/** What a plan adopts. Nothing of it is ours by its own marks. */
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
