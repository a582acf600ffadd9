import { accountIdOf } from '@backstage-irsa/core/arn';
import {
  evaluate,
  type EvaluationRequest,
  type EvaluationResult,
  type RequestContext,
} from '@backstage-irsa/iam-policy';
import { seenPermissions } from '../../state/seen';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { AwsError } from '../protocol/error';
import type { Caller } from './caller';
import { resourceControls, serviceControls } from './controls';
import { boundaryPolicy, rolePolicies, userPolicies } from './policies';
import { throughEndpoint } from './vpcEndpoint';
import { type ResourceSide, resourceSide } from './resourceSide';

/**
 * Returns the tags of a principal as condition keys. Session tags override role tags. Keys are compared case-insensitively (IAM User Guide, "Pass
 * session tags in AWS STS").
 */
function principalTags(caller: Caller): RequestContext {
  const tags =
    caller.kind === 'user'
      ? caller.user.tags ?? []
      : [...caller.role.tags, ...caller.session.tags];
  const byKey = new Map(
    tags.map(({ key, value }) => [
      key.toLowerCase(),
      [`aws:PrincipalTag/${key}`, value] as const,
    ]),
  );
  return Object.fromEntries(byKey.values());
}

/**
 * Whether access is allowed. If not, `because` is the reason with which AWS ends its error message. `isProtected`: only AWS can change the role,
 * whatever the caller's policies allow.
 */
export type Verdict =
  | { allowed: true }
  | { allowed: false; because: string; isProtected?: boolean };

/**
 * Evaluates all policies that apply to the caller: identity policies, permissions boundary, session policies, policies of the organization, resource
 * policy, and VPC endpoint policy. Pass `side` if the policy of the resource is not found by its ARN, such as the trust policy of a role.
 */
export function authorize(
  context: OperationContext,
  access: Access,
  side: ResourceSide | undefined = resourceSide(
    context.world,
    access,
    context.caller.account.id,
  ),
): Verdict {
  context.accesses?.push(access);
  const { caller, world } = context;
  if (world.isUnexported?.(access)) {
    return {
      allowed: false,
      because: `because no identity-based policy allows the ${access.action} action. It was not exported to this sandbox.`,
    };
  }
  // ARNs of S3 buckets and objects contain no account ID.
  const owner =
    (side?.resourceAccount ?? accountIdOf(access.resource)) ||
    caller.account.id;
  const through = throughEndpoint(context, access);
  const result = evaluate({
    ...principalOf(context),
    serviceControlPolicies: serviceControls(world, caller.account),
    resourceControlPolicies: resourceControls(world, owner),
    ...side,
    vpcEndpoint: through.vpcEndpoint,
    action: access.action,
    resource: access.resource,
    context: {
      ...requestContext(context),
      ...through.context,
      ...access.context,
    },
  });
  return result.decision === 'Allowed'
    ? { allowed: true }
    : {
        allowed: false,
        because: because(result, access.action),
        isProtected:
          access.resource.includes(':role/') &&
          result.blockedBy.every(({ cause }) => cause === 'unchangeable'),
      };
}

/** Throws the error that `denied` creates from AWS's message, unless the access is allowed. */
export function requireAllowed(
  context: OperationContext,
  access: Access,
  denied: (text: string) => AwsError,
): void {
  const verdict = authorize(context, access);
  if (!verdict.allowed) {
    if (verdict.isProtected) throw protectedRole(access);
    throw denied(refusal(context, access, verdict.because));
  }
}

/** Returns the error for a change of a role that only AWS can change. Source: "Troubleshooting IAM Identity Center issues", IAM Identity Center User Guide. */
function protectedRole({ resource }: Access): AwsError {
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  return new AwsError(
    'UnmodifiableEntity',
    400,
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  );
}

/** Returns the message with which AWS denies access to a caller. */
export function refusal(
  { caller }: OperationContext,
  { action, resource, shownResource }: Access,
  why: string,
): string {
  return `User: ${
    caller.arn
  } is not authorized to perform: ${action} on resource: ${
    shownResource ?? resource
  } ${why}`;
}

/** Returns the principal and its policies for an evaluation. */
function principalOf({
  caller,
  world,
  now,
}: OperationContext): Pick<
  EvaluationRequest,
  'principal' | 'identityPolicies' | 'permissionsBoundary' | 'sessionPolicies'
> {
  const { arn } = caller;
  if (caller.kind === 'user') {
    const { account } = caller;
    return {
      principal: { kind: 'user', arn, accountId: account.id },
      identityPolicies: userPolicies(account, caller.user),
      permissionsBoundary: boundaryPolicy(account, caller.user),
    };
  }
  const { session } = caller;
  const { account, role } = seenPermissions(world, caller, now);
  return {
    principal: {
      kind: 'session',
      arn,
      accountId: account.id,
      roleArn: role.arn,
    },
    identityPolicies: rolePolicies(account, role),
    permissionsBoundary: boundaryPolicy(account, role),
    ...(session.sessionPolicies.length === 0
      ? {}
      : {
          sessionPolicies: session.sessionPolicies.map((document, index) => ({
            name: `session policy ${index + 1}`,
            document,
          })),
        }),
  };
}

/** Returns the global condition keys of every signed request. */
function requestContext(context: OperationContext): RequestContext {
  const { caller, region, now, world } = context;
  const { organization } = world;
  return {
    'aws:PrincipalArn': caller.kind === 'user' ? caller.arn : caller.role.arn,
    'aws:PrincipalAccount': caller.account.id,
    ...(organization?.members.has(caller.account.id) && {
      'aws:PrincipalOrgID': organization.id,
    }),
    'aws:PrincipalType': caller.kind === 'user' ? 'User' : 'AssumedRole',
    'aws:userid': caller.userId,
    ...principalTags(caller),
    ...(caller.kind === 'user'
      ? { 'aws:username': caller.user.name }
      : { 'aws:TokenIssueTime': caller.session.issuedAt.toISOString() }),
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:RequestedRegion': region,
    'aws:SourceIp': '127.0.0.1',
    'aws:SecureTransport': 'false',
  };
}

const LAYERS = {
  identity: ['an identity-based policy', 'no identity-based policy allows'],
  'permissions-boundary': [
    'a permissions boundary',
    'no permissions boundary allows',
  ],
  session: ['a session policy', 'no session policy allows'],
  resource: ['a resource-based policy', 'no resource-based policy allows'],
  trust: ['a resource-based policy', 'no resource-based policy allows'],
  'service-control': [
    'a service control policy',
    'no service control policy allows',
  ],
  'resource-control': [
    'a resource control policy',
    'no resource control policy allows',
  ],
  'vpc-endpoint': ['a VPC endpoint policy', 'no VPC endpoint policy allows'],
} as const;

function because(result: EvaluationResult, action: string): string {
  const deny = result.blockedBy.find(({ cause }) => cause === 'explicit-deny');
  if (deny) {
    return `with an explicit deny in ${LAYERS[deny.layer][0]}`;
  }
  const layer = result.blockedBy[0]?.layer ?? 'identity';
  return `because ${LAYERS[layer][1]} the ${action} action`;
}
