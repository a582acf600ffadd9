import {
  EKS_ANNOTATIONS,
  MANAGED_BY,
  MANAGED_BY_KEY,
} from '../model/annotations';
import { valueOf } from '../model/observation';
import type { Observed, ObservedRole } from '../model/observed';
import { ADOPTED_KEY, consentIn } from './adoptionConsent';
import type { Desired } from './types';
import { isRecordedAdoption, type OwnershipRecords } from './ownershipRecords';
import { withPodRole } from './podRole';
import { associationRecord } from './records';
import type { Pairs } from './types';

/** The plan for a role that exists already, under the ARN that it has: names of roles are unique whatever their path. */
function adoptRole(
  wanted: Desired,
  role: ObservedRole,
  adoptedBy: string,
): Desired {
  const desired = { ...wanted, adoptedBy };
  if (role.arn === desired.roleArn) return desired;
  const { association, podRole } = desired;
  if (podRole) return withPodRole({ ...desired, roleArn: role.arn }, podRole);
  if (association) {
    return {
      ...desired,
      roleArn: role.arn,
      association: { ...association, roleArn: role.arn },
    };
  }
  return {
    ...desired,
    roleArn: role.arn,
    annotations: {
      ...desired.annotations,
      [EKS_ANNOTATIONS.roleArn]: role.arn,
    },
  };
}

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

/** The plan for the role that is there: one that was adopted before, or is to be now, keeps its ARN and gets a tag that says so. */
export function withAdoption(
  wanted: Desired,
  observed: Observed,
  records: OwnershipRecords,
): Desired {
  const desired = withAdoptedAssociation(wanted, observed, records);
  return withAdoptedRole(desired, observed, records);
}

/** An association that somebody else created is tagged as adopted before it is changed. */
function withAdoptedAssociation(
  desired: Desired,
  observed: Observed,
  { id }: OwnershipRecords,
): Desired {
  const { association, spec } = desired;
  const tags = valueOf(observed.association)?.tags ?? {};
  const isForeign =
    observed.association.state === 'found' &&
    tags[MANAGED_BY_KEY] !== MANAGED_BY;
  return association && spec.adopt && isForeign
    ? {
        ...desired,
        association: {
          ...association,
          tags: { ...association.tags, [ADOPTED_KEY]: id },
        },
      }
    : desired;
}

function withAdoptedRole(
  wanted: Desired,
  observed: Observed,
  records: OwnershipRecords,
): Desired {
  const role = valueOf(observed.role);
  if (!role) return wanted;
  const held = records.holders.filter(({ object }) => object === role.arn);
  if (isRecordedAdoption(role, records)) {
    return adoptRole(wanted, role, role.tags[ADOPTED_KEY]);
  }
  const isCreatedHere = held.some(({ adopted }) => !adopted);
  return wanted.spec.adopt && !isCreatedHere && !isLost(role, wanted)
    ? adoptRole(wanted, role, records.id)
    : wanted;
}

/** Whether the role was adopted before, or created here: it carries the mark already. */
export function isAdopted({ adoptedBy }: Desired, { role }: Observed): boolean {
  const present = valueOf(role);
  return adoptedBy === undefined || present?.tags[ADOPTED_KEY] === adoptedBy;
}

/** Tagged as created here. */
function isLost({ arn, tags }: ObservedRole, { roleArn }: Desired): boolean {
  return arn === roleArn && tags[MANAGED_BY_KEY] === MANAGED_BY;
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
  const association = valueOf(observed.association);
  const isOurs = (pairs: Pairs = {}) => pairs[MANAGED_BY_KEY] === MANAGED_BY;
  return {
    consents: consentsOf(observed),
    objects: new Set([
      ...(adoptedBy === undefined ? [] : [roleArn]),
      ...(account && !isOurs(account.labels) ? [refText] : []),
      ...(association && !isOurs(association.tags)
        ? [associationRecord(refText)]
        : []),
    ]),
  };
}
