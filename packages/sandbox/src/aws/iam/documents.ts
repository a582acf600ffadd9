import type { PolicyType, Statement } from '@backstage-irsa/iam-policy';
import { iamProblem } from '../access/iamProblem';
import { policyProblem } from '../access/policyProblem';
import type { Account } from '../../state/account';
import type { World } from '../../state/world';
import { invalidInput, limitExceeded, malformedPolicy } from './errors';
import { QUOTAS, enforceQuota, policySize } from './quotas';
import { listOf, readPolicy } from '../access/policies';
import { findRole } from '../access/caller';

const ARN = /^arn:(aws[a-z-]*):(iam|sts)::(\d{12}):(\S+)$/;

/** The actions that a trust policy can name, in this spelling and without wildcards. */
const TRUST_ACTIONS = new Set([
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:SetContext',
  'sts:SetSourceIdentity',
  'sts:TagSession',
]);

/**
 * Checks the rules that only IAM can check in a trust policy: its principals have a type and exist (in accounts of the sandbox), and its actions are
 * only for assuming the role. Throws `MalformedPolicyDocument`.
 */
function checkPrincipals(world: World, text: string): void {
  for (const statement of listOf(readPolicy(text).Statement)) {
    checkActions(statement);
    const principal = statement.Principal;
    if (principal === undefined) continue;
    if (typeof principal === 'string') {
      throw malformedPolicy(
        'AssumeRolepolicy contained an invalid principal: "STAR":"*"',
      );
    }
    for (const arn of listOf(principal.AWS)) {
      if (!isKnownPrincipal(world, arn)) {
        throw malformedPolicy(`Invalid principal in policy: "AWS":"${arn}"`);
      }
    }
    for (const provider of listOf(principal.Federated)) {
      if (!isProvider(provider)) {
        throw malformedPolicy(
          `Invalid principal in policy: "FEDERATED":"${provider}"`,
        );
      }
    }
  }
}

function checkActions(statement: Statement): void {
  for (const action of listOf(statement.Action)) {
    if (!TRUST_ACTIONS.has(action)) {
      throw malformedPolicy(
        'AssumeRole policy may only specify STS AssumeRole actions.',
      );
    }
  }
}

function isKnownPrincipal(world: World, principal: string): boolean {
  if (principal === '*' || /^\d{12}$/.test(principal)) {
    return true;
  }
  const match = ARN.exec(principal);
  if (!match) {
    return false;
  }
  const [, , service, accountId, resource] = match;
  const account = world.accounts.get(accountId);
  if (!account || resource === 'root' || service === 'sts') {
    return true;
  }
  return (
    findRole(world, principal) !== undefined ||
    [...account.users.values()].some(({ arn }) => arn === principal)
  );
}

function isProvider(provider: string): boolean {
  return (
    /^arn:(aws[a-z-]*):iam::\d{12}:(oidc|saml)-provider\/\S+$/.test(provider) ||
    /^[a-z0-9.-]+$/.test(provider)
  );
}

/** Checks a trust policy. Throws `MalformedPolicyDocument`, or `LimitExceeded` if it is too long. */
export function checkTrustPolicy(world: World, text: string): void {
  checkDocument(text, 'trust');
  checkPrincipals(world, text);
  enforceQuota(
    'ACLSizePerRole',
    policySize(text),
    QUOTAS.AssumeRolePolicySizeQuota,
  );
}

/** Checks a permissions policy before it is stored in an account. Throws `MalformedPolicyDocument`. */
export function checkPermissionsPolicy(
  { partition }: Account,
  text: string,
): void {
  refuse(iamProblem(text, 'identity', partition));
}

/** Checks a permissions policy for a simulation. Throws `InvalidInput` ("SimulatePrincipalPolicy", IAM API Reference). */
export function checkSimulatedPolicy(text: string): void {
  const problem = policyProblem(text, 'identity');
  if (problem) throw invalidInput(problem);
}

/** Checks the document of a managed policy. Throws `MalformedPolicyDocument`, or `LimitExceeded` if it is too long. */
export function checkManagedPolicy(account: Account, text: string): void {
  checkPermissionsPolicy(account, text);
  if (policySize(text) > QUOTAS.PolicySizeQuota) {
    throw limitExceeded(
      `Cannot exceed quota for PolicySize: ${QUOTAS.PolicySizeQuota}`,
    );
  }
}

function checkDocument(text: string, type: PolicyType): void {
  refuse(policyProblem(text, type));
}

function refuse(problem: string | undefined): void {
  if (problem) {
    throw malformedPolicy(problem);
  }
}
