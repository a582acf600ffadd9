import type { ServiceControlPolicy } from '../state/account';
import { policyText } from './iam';

/** What every account of an organization has until somebody replaces it. */
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

/** The service control policies over each account of the company, from the organization's root to the account. */
export function organizationPolicies(): ServiceControlPolicy[][] {
  return [[FULL_ACCESS], [FULL_ACCESS, DENY_OTHER_REGIONS]];
}
