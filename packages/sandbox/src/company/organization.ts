import type { ServiceControlPolicy } from '../state/account';
import type { ControlPolicy, Organization } from '../state/organization';
import { policyText } from './iam';

/** The policy that every account of an organization has until it is replaced. */
export const FULL_ACCESS: ServiceControlPolicy = {
  name: 'FullAWSAccess',
  document: policyText({ Effect: 'Allow', Action: '*', Resource: '*' }),
};

const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1'];

/**
 * Denies all other regions, except to global services.
 *
 * Source: "AWS: Denies access to AWS based on the requested Region", IAM User Guide.
 */
const DENY_OTHER_REGIONS: ServiceControlPolicy = {
  name: 'deny-other-regions',
  document: policyText({
    Sid: 'DenyOtherRegions',
    Effect: 'Deny',
    NotAction: [
      'cloudfront:*',
      'iam:*',
      'organizations:*',
      'route53:*',
      's3:GetBucketLocation',
      's3:ListAllMyBuckets',
      'sts:*',
      'support:*',
    ],
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': REGIONS } },
  }),
};

/** Prevents accounts from leaving the organization. Source: "General examples", AWS Organizations User Guide, SCP examples. */
const DENY_LEAVING: ServiceControlPolicy = {
  name: 'deny-leaving',
  document: policyText({
    Sid: 'DenyLeaving',
    Effect: 'Deny',
    Action: 'organizations:LeaveOrganization',
    Resource: '*',
  }),
};

/**
 * Allows access only to principals of the organization and to AWS services. Source: "Example resource control policies", AWS Organizations User
 * Guide.
 */
function identityPerimeter(organizationId: string): ControlPolicy {
  return {
    type: 'RESOURCE_CONTROL_POLICY',
    name: 'identity-perimeter',
    document: policyText({
      Sid: 'EnforceOrgIdentities',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:*', 'sqs:*', 'kms:*', 'secretsmanager:*', 'sts:AssumeRole'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    }),
  };
}

/** Attaches policies with conditions to the root and to the 2 organizational units above the team accounts. */
export function attachControls({ attached, id, rootId }: Organization): void {
  const scps = (...policies: ServiceControlPolicy[]) =>
    policies.map(
      (policy): ControlPolicy => ({
        ...{ ...policy, type: 'SERVICE_CONTROL_POLICY' },
      }),
    );
  attached.set(rootId, [identityPerimeter(id)]);
  attached.set('ou-comp-workloads', scps(FULL_ACCESS, DENY_LEAVING));
  attached.set('ou-comp-teams0001', scps(FULL_ACCESS, DENY_OTHER_REGIONS));
}

/** Returns the service control policies of each company account, from the organization's root to the account. */
export function organizationPolicies(): ServiceControlPolicy[][] {
  return [[FULL_ACCESS], [FULL_ACCESS, DENY_OTHER_REGIONS]];
}
