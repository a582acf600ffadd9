import { seenWorld } from '../../state/seen';
import type { SessionTag } from '../../state/world';
import { authorize } from '../access/authorize';
import { findRole } from '../access/caller';
import { namedPolicy } from '../access/policies';
import type { OperationContext } from '../operation';
import type { TrustedRole } from './session';
import {
  actionsFor,
  type AssumeAction,
  sessionTagContext,
} from './sessionTags';

/** A request to assume a role. */
export interface RoleWish {
  RoleArn: string;
  RoleSessionName: string;
  ExternalId?: string;
}

/**
 * Returns the role if the caller's policies and the trust policy allow the caller to assume it with these tags. Otherwise, returns the action that is
 * denied, even if the role does not exist.
 */
export function findTrustedRole(
  wish: RoleWish,
  tags: SessionTag[],
  context: OperationContext,
): TrustedRole | AssumeAction {
  const { world, now } = context;
  const found = findRole(seenWorld(world, 'trust', now), wish.RoleArn);
  if (!found) {
    return 'sts:AssumeRole';
  }
  const refused = actionsFor(tags).find(
    action =>
      !authorize(
        context,
        {
          action,
          resource: wish.RoleArn,
          context: {
            ...sessionTagContext(tags),
            'sts:RoleSessionName': wish.RoleSessionName,
            // `sts:TagSession` does not have this key. Source: "Actions, resources, and condition keys for AWS Security Token Service".
            ...(action === 'sts:AssumeRole' &&
              wish.ExternalId !== undefined && {
                'sts:ExternalId': wish.ExternalId,
              }),
          },
        },
        {
          resourceAccount: found.account.id,
          resourcePolicy: namedPolicy('trust policy', found.role.trustPolicy),
        },
      ).allowed,
  );
  return refused ?? found;
}
