import { nameOf, type Case } from '../aspects';
import type { AwsSession } from './session';

/** Cases for which moto does not behave like AWS. */
export interface MotoException {
  /** Matches the names of the cases. */
  cases: RegExp;
  reason: string;
}

/** All exceptions. The tests fail if moto passes one of these cases. */
export const MOTO_EXCEPTIONS: MotoException[] = [
  {
    cases:
      /^eks:(?!(DescribeCluster|DescribeNodegroup), not-found|ListClusters, paging)/,
    reason:
      'moto has no Pod Identity and no add-ons, and its clusters, node groups and tags of EKS break the JavaScript SDK.',
  },
  {
    cases:
      /^iam:(AddClientIDToOpenIDConnectProvider|GenerateServiceLastAccessedDetails|GetServiceLastAccessedDetails|SimulatePrincipalPolicy),/,
    reason: 'moto does not have the operation, and answers in HTML.',
  },
  {
    cases:
      /^iam:GetAccountAuthorizationDetails, (paging|malformed|success: a role has its boundary)/,
    reason:
      'moto answers with all in one page, whatever is asked for, and leaves boundaries out.',
  },
  {
    cases:
      /^iam:(ListRolePolicies|ListPolicyVersions|ListEntitiesForPolicy), paging/,
    reason: 'moto does not page this list.',
  },
  {
    cases: /^iam:ListEntitiesForPolicy, not-found/,
    reason: 'moto answers with nobody for a policy that is not there.',
  },
  {
    cases:
      /^iam:(CreateRole|UpdateAssumeRolePolicy|AttachRolePolicy|CreatePolicy|PutRolePolicy|TagRole|TagPolicy|TagOpenIDConnectProvider), limit: (?!more than 50 tags)/,
    reason: 'moto has no quotas of sizes and numbers.',
  },
  {
    cases: /^iam:(CreatePolicyVersion|CreateOpenIDConnectProvider), limit/,
    reason: 'moto answers 400 where IAM answers 409.',
  },
  {
    cases:
      /^iam:CreateRole, (malformed|conflict: the name is taken in another case)/,
    reason:
      'moto checks neither trust policies nor names, and its names differ by the case of letters.',
  },
  {
    cases:
      /^iam:(GetRole|ListRoles|UpdateRole|PutRolePermissionsBoundary|AttachRolePolicy|DetachRolePolicy|DeletePolicy|DeletePolicyVersion|GetPolicy|GetPolicyVersion|ListPolicyVersions|ListAttachedRolePolicies|ListEntitiesForPolicy|TagPolicy|UntagPolicy|CreateOpenIDConnectProvider|GetOpenIDConnectProvider|TagOpenIDConnectProvider), malformed|^iam:TagRole, malformed: a key of AWS|^iam:CreatePolicy, malformed: a (principal|name)|^iam:PutRolePolicy, malformed: a name|^ec2:\w+, malformed/,
    reason: 'moto does not check this input, or finds nothing of that name.',
  },
  {
    cases: /^iam:DeletePolicy, conflict/,
    reason: 'moto deletes policies that are attached or have versions.',
  },
  {
    cases:
      /^iam:PutRolePermissionsBoundary, not-found: there is no such policy/,
    reason: 'moto takes a boundary that is not there.',
  },
  {
    cases: /^iam:GetPolicy, success: counts/,
    reason: 'moto leaves IsAttachable out.',
  },
  {
    cases: /^organizations:ListAccounts, success: says the state/,
    reason: 'moto says a status, which AWS gives no more, and no state.',
  },
  {
    cases: /^organizations:ListAccountsForParent, not-found/,
    reason: 'moto fails over a unit that is not there, and answers in HTML.',
  },
  {
    cases:
      /^organizations:ListPolicies, (paging|malformed|success: says that it is of AWS)/,
    reason:
      'moto answers with all in one page, whatever the filter, and gives the policy of AWS an ARN of the organization.',
  },
  {
    cases: /^organizations:ListPoliciesForTarget, not-found/,
    reason: 'moto says AccountNotFound, where AWS says TargetNotFound.',
  },
  {
    cases: /^sts:(AssumeRole|AssumeRoleWithWebIdentity), (?!success)/,
    reason:
      'moto gives a session of any role to anybody, whatever the token: it is no oracle for trust.',
  },
];

/** Returns why a case does not run against moto, or undefined if it does. */
export function notHeldAgainstMoto(one: Case<AwsSession>): string | undefined {
  const name = nameOf(one);
  return MOTO_EXCEPTIONS.find(({ cases }) => cases.test(name))?.reason;
}
