import { addAccessEntry } from '../aws/eks/accessEntries';
import { uniqueId } from '../aws/iam/ids';
import type { Account, IamGroup, IamRole, IamUser } from '../state/account';
import type { Cluster } from '../state/cluster';
import { addRole, policyText, type StatementText } from './iam';

/** The account of a partner, which the company does not own. */
const PARTNER = '777788889999';

type PolicyHolder = Omit<IamGroup, 'arn' | 'id' | 'path'>;

const allow = (actions: string[], ...resources: string[]): StatementText => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
});
const inline = (statement: StatementText) =>
  new Map([['access', policyText(statement)]]);
const parsed = (statement: StatementText): IamUser['inlinePolicies'] =>
  new Map([['access', JSON.parse(policyText(statement))]]);

/** Adds an IAM group. */
export function addGroup(
  account: Account,
  group: Pick<PolicyHolder, 'name' | 'createdAt'> & Partial<PolicyHolder>,
): void {
  account.groups.set(group.name.toLowerCase(), {
    attachedPolicyArns: [],
    inlinePolicies: new Map(),
    ...group,
    path: '/',
    arn: `arn:${account.partition}:iam::${account.id}:group/${group.name}`,
    id: uniqueId('AGPA'),
  });
}

/** Adds an IAM user without access keys. */
export function addUser(
  account: Account,
  user: Pick<IamUser, 'name' | 'createdAt'> & Partial<IamUser>,
): void {
  account.users.set(user.name.toLowerCase(), {
    attachedPolicyArns: [],
    inlinePolicies: new Map(),
    accessKeys: [],
    ...user,
    path: '/',
    arn: `arn:${account.partition}:iam::${account.id}:user/${user.name}`,
    id: uniqueId('AIDA'),
  });
}

/** Adds the role that IAM Identity Center creates in an account for a permission set. */
function addPermissionSet(
  account: Account,
  permissionSet: { name: string; createdAt: Date; statement: StatementText },
): IamRole {
  const { name, createdAt, statement } = permissionSet;
  return addRole(account, {
    name: `AWSReservedSSO_${name}_0123456789abcdef`,
    path: '/aws-reserved/sso.amazonaws.com/',
    createdAt,
    trustPolicy: policyText({
      Effect: 'Allow',
      Principal: {
        Federated: `arn:${account.partition}:iam::${account.id}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE`,
      },
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: {
        StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
      },
    }),
    inlinePolicies: inline(statement),
  });
}

/** Adds users with groups, and roles for services, a partner, and people, to the account and one of its clusters. */
export function addPrincipals(
  account: Account,
  cluster: Cluster,
  createdAt: Date,
): void {
  addGroup(account, {
    name: 'developers',
    createdAt,
    inlinePolicies: parsed(
      allow(['s3:GetObject'], 'arn:aws:s3:::shop-assets/*'),
    ),
  });
  addUser(account, { name: 'ada', createdAt, groups: ['developers'] });
  addUser(account, {
    name: 'assets-upload',
    createdAt,
    inlinePolicies: parsed(
      allow(
        ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        'arn:aws:s3:::shop-assets/*',
      ),
    ),
  });
  addRole(account, {
    name: 'assets-thumbnails',
    createdAt,
    trustPolicy: trusting({ Service: 'lambda.amazonaws.com' }),
    inlinePolicies: inline(
      allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::shop-assets/*'),
    ),
  });
  addRole(account, {
    name: 'partner-assets',
    createdAt,
    trustPolicy: trusting(
      { AWS: `arn:${account.partition}:iam::${PARTNER}:root` },
      { StringEquals: { 'sts:ExternalId': 'shop' } },
    ),
    inlinePolicies: inline(
      allow(['s3:GetObject'], 'arn:aws:s3:::shop-assets/*'),
    ),
  });
  addPermissionSet(account, {
    name: 'Analyst',
    createdAt,
    statement: allow(
      ['s3:GetObject'],
      'arn:aws:s3:::data-lake-curated/*',
      'arn:aws:s3:::shop-assets/*',
    ),
  });
  const onCall = addPermissionSet(account, {
    name: 'OnCall',
    createdAt,
    statement: allow(['eks:DescribeCluster'], cluster.arn),
  });
  addAccessEntry(cluster, onCall.arn, { groups: ['on-call'] }, createdAt);
}

function trusting(
  principal: NonNullable<StatementText['Principal']>,
  condition?: StatementText['Condition'],
): string {
  return policyText({
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...(condition && { Condition: condition }),
  });
}
