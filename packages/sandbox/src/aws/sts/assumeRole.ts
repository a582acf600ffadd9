import { AwsError, validationError } from '../protocol/error';
import { optional, text } from '../protocol/fields';
import { queryOperation } from '../query/operation';
import { assumeRoleFields, checkRoleArn } from './fields';
import {
  checkDuration,
  sessionPolicies,
  sessionXml,
  startSession,
} from './session';
import { newSessionTags, sessionTagFields } from './sessionTags';
import { findTrustedRole } from './trustedRole';

const input = {
  ...assumeRoleFields,
  ...sessionTagFields,
  ExternalId: optional(text({ min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ })),
};

/** The maximum session duration of a role that a role session assumes ("role chaining"). */
const CHAINED_SECONDS = 3600;

export const assumeRole = queryOperation({
  name: 'AssumeRole',
  // It changes no state that anyone can read, like the token requests of a cluster.
  write: false,
  input,
  run: (wish, context) => {
    checkRoleArn(wish.RoleArn);
    const tags = newSessionTags(wish, context.caller);
    const trusted = findTrustedRole(wish, tags, context);
    if (typeof trusted === 'string') {
      throw new AwsError(
        'AccessDenied',
        403,
        `User: ${context.caller.arn} is not authorized to perform: ${trusted} on resource: ${wish.RoleArn}`,
      );
    }
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
    const session = startSession(context.world, trusted, wish, {
      policies,
      tags,
      ...(context.caller.kind === 'session' && {
        cluster: context.caller.session.cluster,
      }),
    });
    return sessionXml(session, wish);
  },
});
