import {
  MANAGED_BY,
  MANAGED_BY_KEY,
  OWNER_KEY,
  PREFIX,
} from '../../model/annotations';
import { tagValue } from '../desired';
import type { Desired } from '../types';
import {
  isRecordedAdoption,
  isReturning,
  type OwnershipRecords,
} from '../ownership/ownershipRecords';
import type { Pairs } from '../types';

interface IamObject {
  arn: string;
  path: string;
  tags: Pairs;
}

/**
 * The ownership of an IAM object from the view of a request, by the observed object and the records under its ARN:
 * - `ours`: created or adopted by Backstage for this ServiceAccount, or for others of the same owner
 * - `adopting`: recorded as adopted, but without the tag of that adoption
 * - `returning`: has Backstage's tags for this ServiceAccount, because another tool set them as requested before it released the object
 * - `lost`: has Backstage's tags for this ServiceAccount, or a chosen name by which several of the owner share it, but no record
 * - `other-owner`: a record or an owner tag names another owner, which takes precedence over everything else
 * - `foreign`: anything else
 */
export type ObjectOwnership =
  | 'ours'
  | 'adopting'
  | 'returning'
  | 'lost'
  | 'other-owner'
  | 'foreign';

/** Returns the owner tag. IAM ignores letter case in tag keys, so Backstage's tag would overwrite one in another case. */
function ownerTag(tags: Pairs): string | undefined {
  return Object.entries(tags).find(
    ([key]) => key.toLowerCase() === OWNER_KEY,
  )?.[1];
}

/** Returns the same text for all ARNs of a role or policy: names are unique in an account, regardless of path and letter case. */
function nameOf(arn: string): string {
  return arn.replace(/:(role|policy)\/(\S*\/)?/, ':$1/').toLowerCase();
}

/** Whether a name is recorded for another owner. AWS does not have to show its object: it may be deleted, or created a moment ago. */
export function isRecordedForOthers(
  arn: string,
  { holders, id, owner }: OwnershipRecords,
): boolean {
  return holders.some(
    holder =>
      holder.serviceAccountId !== id &&
      holder.owner !== owner &&
      nameOf(holder.object) === nameOf(arn),
  );
}

function isOtherOwners(
  { arn, tags }: IamObject,
  ownership: OwnershipRecords,
): boolean {
  const tag = ownerTag(tags);
  const known = [ownership.owner, ...ownership.formerOwners].map(tagValue);
  return (
    isRecordedForOthers(arn, ownership) ||
    (tag !== undefined && !known.includes(tag))
  );
}

/** Checks whether the tags name the ServiceAccount itself, as the tags of an unshared role do. */
function namesServiceAccount(tags: Pairs, { spec }: Desired): boolean {
  return (
    tags[`${PREFIX}cluster`] === spec.cluster &&
    tags[`${PREFIX}namespace`] === spec.namespace &&
    tags[`${PREFIX}service-account`] === spec.name
  );
}

/** Decides the ownership of an IAM object. No other code decides it. */
export function objectOwnershipOf(
  object: IamObject,
  desired: Desired,
  ownership: OwnershipRecords,
): ObjectOwnership {
  if (isOtherOwners(object, ownership)) return 'other-owner';
  const { arn, path, tags } = object;
  const held = ownership.holders.filter(holder => holder.object === arn);
  if (held.some(({ adopted }) => adopted)) {
    return isRecordedAdoption(object, ownership) ? 'ours' : 'adopting';
  }
  const isMarked = path === desired.path && tags[MANAGED_BY_KEY] === MANAGED_BY;
  if (held.length > 0) return isMarked ? 'ours' : 'foreign';
  if (!isMarked || tags[OWNER_KEY] === undefined) return 'foreign';
  if (namesServiceAccount(tags, desired)) {
    return isReturning(ownership) ? 'returning' : 'lost';
  }
  return desired.spec.roleName === undefined ? 'foreign' : 'lost';
}
