import type { Violation } from '../../model/types';
import type { Desired, Pairs } from '../types';
import { isRecordedForOthers } from './objectOwnership';
import { describeTool, otherTool } from './otherTools';
import {
  notManagedByBackstage,
  type OwnershipContext,
} from './ownershipContext';

/** A role or policy that may belong to others. */
export interface IamObject {
  arn: string;
  path: string;
  tags: Pairs;
}

/** Returns the violation for an object of another owner. */
export function otherOwner(
  what: string,
  arn: string,
  { spec }: Desired,
): Violation {
  return {
    field: spec.roleName === undefined ? 'name' : 'roleName',
    rule: 'other-owner',
    message: `${what} ${arn} belongs to another owner. Only ServiceAccounts of the same owner can share a role, and only a transfer changes the owner.`,
  };
}

/** Refuses the name of an object that does not exist, if it is recorded for another owner. */
export function checkName(
  what: string,
  arn: string,
  { desired, ownership }: OwnershipContext,
): Violation[] {
  return isRecordedForOthers(arn, ownership)
    ? [otherOwner(what, arn, desired)]
    : [];
}

/** Refuses an object with Backstage's tags for this ServiceAccount but no record, such as after a database restore. Administrators can recover it. */
export function checkLost(
  what: string,
  { arn }: IamObject,
  { desired, ownership }: OwnershipContext,
): Violation[] {
  if (desired.spec.adopt && ownership.isAdministrator) return [];
  return [
    notManagedByBackstage(
      `${what} ${arn} has Backstage's tag but no record, so Backstage does not change it. If it was just deleted, IAM may show it for another minute: try again then. Otherwise an administrator can recover it by applying the spec with adopt.`,
    ),
  ];
}

/** Refuses an object that Backstage did not create. */
export function checkForeign(
  what: string,
  { arn, tags }: IamObject,
  { spec }: Desired,
): Violation[] {
  const tool = otherTool(tags);
  if (tool && !spec.adopt) {
    return [
      {
        field: 'name',
        rule: 'managed-by-other-tool',
        message: `${what} ${arn} exists, and ${describeTool(
          tool,
        )}. Backstage does not change it. Change it there, or choose another name.`,
      },
    ];
  }
  return [
    notManagedByBackstage(
      `${what} ${arn} exists and is not managed by Backstage. Choose another name.`,
    ),
  ];
}
