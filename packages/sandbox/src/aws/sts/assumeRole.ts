import { evaluate } from '@backstage-irsa/iam-policy';
import { principalOf, requestContext } from '../access/authorize';
import { findRole } from '../access/caller';
import { namedPolicy } from '../access/policies';
import type { OperationContext } from '../operation';
import { AwsError, validationError } from '../protocol/error';
import { type InputOf, optional, text } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { assumeRoleFields, checkRoleArn } from './fields';
import {
  checkDuration,
  sessionPolicies,
  sessionXml,
  startSession,
  type TrustedRole,
} from './session';

const input = {
  ...assumeRoleFields,
  ExternalId: optional(text({ min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ })),
};

/** Longest session of a role assumed by a role session ("role chaining"). */
const CHAINED_SECONDS = 3600;

export const assumeRole = queryOperation({
  name: 'AssumeRole',
  // It changes nothing that anyone can read, as token requests of a cluster do not.
  write: false,
  input,
  run: (wish, context) => {
    checkRoleArn(wish.RoleArn);
    const trusted = trustedRole(wish, context);
    checkDuration(trusted.role, wish);
    if (
      context.caller.kind === 'session' &&
      (wish.DurationSeconds ?? 0) > CHAINED_SECONDS
    ) {
      throw validationError(
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
      );
    }
    const policies = sessionPolicies(trusted.account, wish);
    const session = startSession(context.world, trusted, wish, policies);
    return sessionXml(session, wish);
  },
});

/** The role, if it trusts the caller and the caller may assume it; a role that does not exist is refused alike. */
function trustedRole(
  wish: InputOf<typeof input>,
  context: OperationContext,
): TrustedRole {
  const found = findRole(context.world, wish.RoleArn);
  const result =
    found &&
    evaluate({
      ...principalOf(context.caller),
      action: 'sts:AssumeRole',
      resource: wish.RoleArn,
      resourceAccount: found.account.id,
      resourcePolicy: namedPolicy('trust policy', found.role.trustPolicy),
      context: {
        ...requestContext(context),
        'sts:RoleSessionName': wish.RoleSessionName,
        ...(wish.ExternalId === undefined
          ? {}
          : { 'sts:ExternalId': wish.ExternalId }),
      },
    });
  if (!found || result?.decision !== 'Allowed') {
    throw new AwsError(
      'AccessDenied',
      403,
      `User: ${context.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${wish.RoleArn}`,
    );
  }
  return found;
}
