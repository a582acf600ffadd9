import type { DeniedGroup } from './types';

/** Denied actions on identities, organizations, and billing. */
export const IDENTITIES: readonly DeniedGroup[] = [
  {
    title: 'IAM',
    actions: ['iam:*', 'rolesanywhere:*'],
    attack:
      'Create users, access keys, roles, and policies, pass roles, and remove permissions boundaries.',
  },
  {
    title: 'STS',
    actions: [
      'sts:Assume*',
      'sts:GetFederationToken',
      'sts:GetWebIdentityToken',
    ],
    attack:
      'Act as another role, as the root user of a member account, or get tokens that outlive the service.',
  },
  {
    title: 'Organizations and accounts',
    actions: [
      'organizations:*',
      'account:*',
      'controltower:*',
      'servicecatalog:*',
      'cloudwatch:*DomainForOrganization',
      'detective:*OrganizationAdminAccount',
      'ec2:*OrganizationAdminAccount',
      'guardduty:*OrganizationAdminAccount',
      'health:*ableHealthServiceAccessForOrganization',
      'inspector2:*ableDelegatedAdminAccount',
      'macie2:*OrganizationAdminAccount',
      'notifications:*ableNotificationsAccessForOrganization',
      'observabilityadmin:*RuleForOrganization',
      'securityhub:*OrganizationAdminAccount',
      'supportapp:RegisterSlackWorkspaceForOrganization',
      'networkmanager:StartOrganizationServiceAccessUpdate',
    ],
    attack:
      'Remove SCPs, leave the organization, close accounts, or let another account administer a service.',
  },
  {
    title: 'IAM Identity Center and directories',
    actions: [
      'sso:*',
      'sso-directory:*',
      'identitystore:*',
      'identitystore-auth:*',
      'identity-sync:*',
      'ds:*',
      'signin:Put*',
    ],
    attack: 'Assign people to accounts, or add them to groups that are.',
  },
  {
    title: 'Cognito and Lake Formation',
    actions: [
      'cognito-identity:SetIdentityPoolRoles',
      'lakeformation:*Permissions',
      'lakeformation:PutDataLakeSettings',
    ],
    attack: 'Give roles or data to identities outside of IAM.',
  },
  {
    title: 'Billing',
    actions: [
      'aws-portal:*',
      'billing:*',
      'payments:*',
      'tax:*',
      'invoicing:*',
      'consolidatedbilling:*',
      'purchase-orders:*',
      'budgets:*',
      'cur:*',
      'aws-marketplace:Subscribe',
      'route53domains:*',
      'savingsplans:CreateSavingsPlan',
      '*:Purchase*',
    ],
    attack: 'Spend money, change who pays, or transfer domains.',
  },
  {
    title: 'Tags of any resource',
    actions: ['tag:TagResources', 'tag:UntagResources'],
    attack: 'Gain permissions that policies grant by tag.',
  },
];
