import {
  evaluate,
  type Blocker,
  type EvaluationRequest,
  type NamedPolicy,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';
import { accountIdOf, parseArn } from '../../arn/arn';
import type { GrantContext } from '../../grants';
import {
  keyActionsWith,
  keyCallContext,
  keyCallOf,
  type KeyCall,
} from '../../grants/utils/keyCalls';
import { grantedActions, grantKeyUse } from '../../grants/utils/keyUse';
import type { Grant } from '../../model/types';
import type {
  Observed,
  ObservedEncryption,
  ObservedRole,
} from '../../model/observed';
import { evaluablePolicies, policySetOf } from '../../permissions/policySet';
import { isOpenExceptTags } from '../../permissions/simulation/openConditions';
import { keysOf } from '../../permissions/simulation/openDenials';
import {
  withSessionTags,
  type SessionTags,
} from '../../permissions/sessionTags';
import { TOKEN_ISSUE_TIME } from '../../permissions/cutOffPolicy';
import { requestsTo, sessionContext } from './bucketPolicy';
import { statementsOf } from '../../model/document';

/** A use of a key that the role needs. */
export interface KeyUse {
  action: string;
  /** The call that a service makes on behalf of the role. Absent if the role calls KMS itself. */
  call?: KeyCall;
}

/** Returns the key uses that the bucket actions of the role's own policies require. */
export function keyUsesOf(
  bucket: string,
  encryption: ObservedEncryption,
  observed: Observed,
): KeyUse[] {
  const uses = new Map<string, KeyUse>();
  for (const { action: s3Action, resource } of requestsTo(bucket, observed)) {
    const call = keyCallOf(resource, encryption);
    for (const action of keyActionsWith(s3Action)) {
      if (call && !uses.has(action)) uses.set(action, { call, action });
    }
  }
  return [...uses.values()];
}

/** Returns the KMS actions that the bucket actions of the role's own policies require, for any key. */
export function keyActionsFor(bucket: string, observed: Observed): string[] {
  const actions = requestsTo(bucket, observed).flatMap(({ action }) =>
    keyActionsWith(action),
  );
  return [...new Set(actions)];
}

/** Returns the key uses that a grant of a resource requires. */
export function keyUsesOfGrant(
  grant: Grant,
  encryption: ObservedEncryption,
  home: GrantContext,
): KeyUse[] {
  const use = grantKeyUse(grant, encryption, home);
  if (!use) return [];
  const { actions, ...call } = use;
  return actions.map(action => ({ call, action: action.replace('*', '') }));
}

/** Returns the uses that a grant of a key itself allows. */
export function usesOfGrantedKey(grant: Grant, home: GrantContext): KeyUse[] {
  return grantedActions(grant, home).map(action => ({ action }));
}

/** All facts that decide whether a role can use a key. */
export interface KeyCase {
  observed: Observed;
  role: ObservedRole;
  keyArn: string;
  keyPolicy: PolicyDocument;
}

/** Builds the KMS request for a use of the key. */
export function requestOf(
  { observed, role, keyArn, keyPolicy }: KeyCase,
  { action, call }: KeyUse,
): EvaluationRequest {
  const { identityPolicies, permissionsBoundary, sessionPolicies } =
    evaluablePolicies(policySetOf(observed));
  const resourcePolicy = { name: 'key policy', document: keyPolicy };
  return {
    principal: { kind: 'role', arn: role.arn },
    action,
    resource: keyArn,
    identityPolicies,
    ...(permissionsBoundary && { permissionsBoundary }),
    sessionPolicies,
    resourcePolicy,
    context: {
      ...sessionContext(withSessionTags(role, observed), [
        ...[...identityPolicies, ...sessionPolicies, resourcePolicy],
        ...(permissionsBoundary ? [permissionsBoundary] : []),
      ]),
      [TOKEN_ISSUE_TIME]: observed.at,
      'kms:CallerAccount': accountIdOf(role.arn),
      ...(call && keyCallContext(call)),
      'aws:RequestedRegion': parseArn(keyArn)?.region ?? '',
    },
  };
}

/** Returns why the role cannot use the key this way; empty if it can. `extra` contains policies to evaluate in addition to the role's own. */
export function blockersOf(
  keyCase: KeyCase,
  use: KeyUse,
  extra: NamedPolicy[] = [],
): Blocker[] {
  const request = requestOf(keyCase, use);
  return evaluate({
    ...request,
    identityPolicies: [...request.identityPolicies, ...extra],
  }).blockedBy;
}

/**
 * Returns the condition key that makes a denial depend on values that only the request contains.
 *
 * @param isOpenFor - which keys only a request shows, for sessions with these open tags
 */
export function unknownKeyOf(
  blockers: Blocker[],
  { openTags }: Pick<SessionTags, 'openTags'>,
  isOpenFor = isOpenExceptTags,
): string | undefined {
  return keysOf(blockers, isOpenFor(openTags))[0];
}

/** Returns a statement for a policy of the role that lets it use the key. */
export function identityStatement(keyArn: string, uses: KeyUse[]): Statement {
  return {
    Effect: 'Allow',
    Action: actionsOf(uses),
    Resource: keyArn,
  };
}

/** Returns a key policy statement that lets the role use the key, only through the service if it does not call KMS itself. */
export function keyStatement({ role }: KeyCase, uses: KeyUse[]): Statement {
  const [{ call }] = uses;
  return {
    Effect: 'Allow',
    Principal: { AWS: role.arn },
    Action: actionsOf(uses),
    Resource: '*',
    ...(call && {
      Condition: { StringEquals: { 'kms:ViaService': call.viaService } },
    }),
  };
}

/** Returns the same case with an additional statement in the key policy. */
export function withStatement(keyCase: KeyCase, statement: Statement): KeyCase {
  const { keyPolicy } = keyCase;
  return {
    ...keyCase,
    keyPolicy: {
      ...keyPolicy,
      Statement: [...statementsOf(keyPolicy), statement],
    },
  };
}

/** Includes `kms:Decrypt` for each service, because multipart uploads need it too. */
function actionsOf(uses: KeyUse[]): string[] {
  const actions = uses.map(({ action }) => action);
  return [...new Set(uses[0].call ? ['kms:Decrypt', ...actions] : actions)];
}
