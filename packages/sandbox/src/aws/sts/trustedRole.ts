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

/** Which role somebody wants to assume, and how. */
export interface RoleWish {
  RoleArn: string;
  RoleSessionName: string;
  ExternalId?: string;
}

/**
 * The role, when the caller's policies and its trust policy let the caller assume it with those tags; else the action that is refused.
 * A role that does not exist is refused alike.
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
            ...(wish.ExternalId !== undefined && {
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
