import type { NamedPolicy, Statement } from '../document/types';
import type { Decision, EvaluationRequest } from '../evaluate/types';
import type { PolicyLayer } from '../document/types';
import { conditionsHold } from './referenceConditions';
import { completed, globOf, listOf, matchesText } from './referenceTexts';
import { readable } from './referenceValidity';

/** The result of the reference evaluator: the decision, and the layer of each broken document. */
export interface ReferenceResult {
  decision: Decision;
  invalid: PolicyLayer[];
}

interface Layer {
  name: PolicyLayer;
  policies: NamedPolicy[];
}

/**
 * A second evaluator, written as simply as possible and only from the AWS documentation. It reads the raw documents for each request and converts
 * patterns to regular expressions. It supports the requests of `arbitraryRequest`: sessions, users, and the root user of one account, with
 * resources of this or another account. The real evaluator must agree with it.
 */
export function referenceResult(request: EvaluationRequest): ReferenceResult {
  const layers = layersOf(request);
  const invalid = layers.flatMap(({ name, policies }) =>
    policies.filter(policy => readable(policy, name).isBroken).map(() => name),
  );
  return { decision: decisionOf(request, layers), invalid };
}

function layersOf(request: EvaluationRequest): Layer[] {
  const { permissionsBoundary, resourcePolicy } = request;
  return [
    // "You can't use IAM policies to deny the root user access to resources explicitly" (AWS security credentials).
    {
      name: 'identity',
      policies: isRoot(request) ? [] : request.identityPolicies,
    },
    {
      name: 'permissions-boundary',
      policies: permissionsBoundary ? [permissionsBoundary] : [],
    },
    { name: 'session', policies: request.sessionPolicies ?? [] },
    { name: 'resource', policies: resourcePolicy ? [resourcePolicy] : [] },
    ...(request.serviceControlPolicies ?? []).map(
      (policies): Layer => ({ name: 'service-control', policies }),
    ),
    // "RCPs apply to resources for a subset of AWS services" (Resource control policies): IAM is not one of them.
    ...(request.action.startsWith('iam:')
      ? []
      : (request.resourceControlPolicies ?? []).map(
          (policies): Layer => ({ name: 'resource-control', policies }),
        )),
  ];
}

function decisionOf(request: EvaluationRequest, layers: Layer[]): Decision {
  const { action, resource, principal } = request;
  // "No permissions are required to perform this operation" (GetCallerIdentity); "No permissions are required for a user to get a session
  // token" (Permissions for GetSessionToken).
  if (action === 'sts:GetCallerIdentity') return 'Allowed';
  if (action === 'sts:GetSessionToken' && principal.kind === 'user') {
    return 'Allowed';
  }
  // "An explicit deny overrides an explicit allow."
  if (layers.some(layer => matching(layer, 'Deny', request).length > 0)) {
    return 'ExplicitlyDenied';
  }
  // "You cannot call AssumeRole by using AWS account root user credentials; access is denied" (AssumeRole).
  if (isRoot(request) && action === 'sts:AssumeRole') return 'ImplicitlyDenied';
  // "You cannot change the permissions defined in AWS managed policies" (Managed policies and inline policies).
  if (
    action === 'iam:CreatePolicyVersion' &&
    resource.startsWith('arn:aws:iam::aws:policy/')
  ) {
    return 'ImplicitlyDenied';
  }
  // "There must be an explicit Allow statement at every level" (SCP evaluation, RCP evaluation).
  const passes = layers
    .filter(({ name }) => name.endsWith('-control'))
    .every(level => matching(level, 'Allow', request).length > 0);
  return passes && isGranted(request, layers) ? 'Allowed' : 'ImplicitlyDenied';
}

function isGranted(request: EvaluationRequest, layers: Layer[]): boolean {
  const allowsOf = (name: PolicyLayer) =>
    layers
      .filter(layer => layer.name === name)
      .flatMap(layer => matching(layer, 'Allow', request));
  const within = (['permissions-boundary', 'session'] as const).every(
    name =>
      layers.every(
        layer => layer.name !== name || layer.policies.length === 0,
      ) || allowsOf(name).length > 0,
  );
  // "With the exception of the AWS account root user, which has full access".
  const byOwnAccount =
    (isRoot(request) || allowsOf('identity').length > 0) && within;
  const named = allowsOf('resource').map(({ Principal }) =>
    strongestName(Principal, request),
  );
  // "The request is allowed only if both evaluations return a decision of Allow" (Cross-account policy evaluation logic).
  if (ownerOf(request) !== request.principal.accountId) {
    return byOwnAccount && named.length > 0;
  }
  return (
    byOwnAccount ||
    named.includes('direct') ||
    (named.includes('role') && within)
  );
}

function ownerOf({
  resource,
  resourceAccount,
  principal,
}: EvaluationRequest): string | undefined {
  const account = resource.split(':')[4] ?? '';
  return (
    resourceAccount ??
    (/^\d{12}$/.test(account) ? account : principal.accountId)
  );
}

function isRoot({ principal }: EvaluationRequest): boolean {
  return principal.kind === 'user' && principal.arn.endsWith(':root');
}

function matching(
  { name, policies }: Layer,
  effect: Statement['Effect'],
  request: EvaluationRequest,
): Statement[] {
  return policies.flatMap(policy => {
    const { Version } = policy.document;
    // "If you don't include the Version element and set it to an appropriate version date, variables are treated as literal strings."
    const variables = Version === '2012-10-17' ? request.context ?? {} : null;
    // "In an identity-based policy, AWS automatically completes the ARN"; a boundary is one, and SCPs share their syntax.
    const isCompleted = name !== 'resource' && name !== 'resource-control';
    return readable(policy, name).statements.filter(
      statement =>
        statement.Effect === effect &&
        isListed(statement.Action, statement.NotAction, text =>
          globOf(text.toLowerCase(), null)!.test(request.action.toLowerCase()),
        ) &&
        isListed(statement.Resource, statement.NotResource, text =>
          matchesText(
            isCompleted ? completed(text) : text,
            request.resource,
            variables,
          ),
        ) &&
        isAbout(statement, request) &&
        conditionsHold(statement, request.context ?? {}, variables),
    );
  });
}

function isListed(
  yes: string | string[] | undefined,
  no: string | string[] | undefined,
  matches: (text: string) => boolean,
): boolean {
  return yes === undefined
    ? !listOf(no).some(matches)
    : listOf(yes).some(matches);
}

type Name = 'direct' | 'role' | 'account';

function isAbout(statement: Statement, request: EvaluationRequest): boolean {
  const { Principal, NotPrincipal } = statement;
  if (Principal !== undefined) {
    return strongestName(Principal, request) !== undefined;
  }
  if (NotPrincipal === undefined) return true;
  // "Will always deny any IAM principal that has a permissions boundary policy attached, regardless of the values specified."
  if (request.permissionsBoundary) return true;
  const names = awsNames(NotPrincipal);
  if (names.includes('*')) return false;
  // "You must also specify the account ARN of the not-denied principal", and for a session "both the ARN for a role and the ARN for the
  // account containing that role".
  const { arn, roleArn, accountId } = request.principal;
  const isNamed = (name: string | undefined) =>
    name === undefined || names.includes(name);
  const isAccountNamed =
    isNamed(accountId) || isNamed(`arn:aws:iam::${accountId}:root`);
  return isRoot(request)
    ? !isAccountNamed
    : !(isNamed(arn) && isNamed(roleArn) && isAccountNamed);
}

function awsNames(element: NonNullable<Statement['Principal']>): string[] {
  return element === '*' ? ['*'] : listOf(element.AWS);
}

function strongestName(
  element: Statement['Principal'],
  { principal }: EvaluationRequest,
): Name | undefined {
  const names = element === undefined ? [] : awsNames(element);
  if (names.includes('*') || names.includes(principal.arn)) return 'direct';
  if (principal.roleArn && names.includes(principal.roleArn)) return 'role';
  return names.includes(principal.accountId ?? '') ? 'account' : undefined;
}
