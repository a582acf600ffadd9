import type { RequestContext } from '@backstage-irsa/iam-policy';
import { accountIdOf, parseArn } from '../../arn/arn';
import { partitionOf } from '../../arn/partition';
import type { ObservedRole } from '../../model/observed';
import { TOKEN_ISSUE_TIME } from '../cutOffPolicy';

export const PRINCIPAL_TAG = 'aws:PrincipalTag/';

/** Prefixes of services with one endpoint per partition. Calls reach them in one region, wherever they come from. */
const GLOBAL_SERVICES = new Set([
  ...['account', 'artifact', 'bcm-dashboards', 'bcm-data-exports'],
  ...['bcm-pricing-calculator', 'bcm-recommended-actions', 'billing'],
  ...['billingconductor', 'budgets', 'ce', 'chime', 'cloudfront'],
  ...['freetier', 'iam', 'importexport', 'invoicing'],
  ...['notifications-contacts', 'organizations', 'route53', 'savingsplans'],
  ...['shield', 'support', 'tax', 'waf'],
]);

/** Services whose region differs from the partition's usual one. In other partitions, they use the usual region. */
const OTHER_REGIONS: Record<string, Record<string, string>> = {
  globalaccelerator: { aws: 'us-west-2' },
  iam: { 'aws-cn': 'cn-north-1' },
  networkmanager: { aws: 'us-west-2' },
  'route53-recovery-control-config': { aws: 'us-west-2' },
  support: { 'aws-cn': 'cn-north-1' },
};

/**
 * Returns the region that calls to a service reach with the SDK's endpoints; undefined if it is the caller's region.
 *
 * Source: endpoint rules of the AWS SDKs; "AWS Region availability for AWS Global Accelerator", AWS Global Accelerator Developer Guide.
 */
function globalRegionOf(service: string, region: string): string | undefined {
  const other = Object.hasOwn(OTHER_REGIONS, service)
    ? OTHER_REGIONS[service]
    : undefined;
  if (!other && !GLOBAL_SERVICES.has(service)) return undefined;
  const { id, globalRegion } = partitionOf(region);
  return other?.[id] ?? globalRegion;
}

/**
 * Returns the context keys of a call that a pod of the cluster makes with SDK defaults. `iam:SimulatePrincipalPolicy` sets none of them, and an SCP
 * that requires a missing key denies the call without saying so. Keys of the network and the organization are unknown.
 *
 * Source: "EvaluationResult", IAM API Reference; "AWS global condition context keys", IAM User Guide.
 */
export function callContext(
  role: Pick<ObservedRole, 'arn' | 'tags'>,
  region: string,
  { action, resource }: { action: string; resource: string },
): RequestContext {
  const [service] = action.toLocaleLowerCase('en-US').split(':');
  return {
    'aws:RequestedRegion':
      globalRegionOf(service, region) ?? (parseArn(resource)?.region || region),
    'aws:PrincipalArn': role.arn,
    'aws:PrincipalAccount': parseArn(role.arn)?.accountId ?? '',
    'aws:PrincipalType': 'AssumedRole',
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    ...kmsContext(action, role.arn),
    ...Object.fromEntries(
      Object.entries(role.tags).map(([key, value]) => [
        `${PRINCIPAL_TAG}${key}`,
        value,
      ]),
    ),
  };
}

/**
 * Returns the keys that KMS adds to each direct call of a principal. `kms:ViaService` is only present in calls that a service makes on its behalf.
 *
 * Source: "AWS KMS condition keys", AWS KMS Developer Guide.
 */
export function kmsContext(
  action: string,
  principalArn: string,
): RequestContext {
  return /^kms:/i.test(action)
    ? { 'kms:CallerAccount': accountIdOf(principalArn) }
    : {};
}

/** Returns the keys of a session that is issued now: older sessions can be denied after a cut-off. */
export function issuedContext(
  role: Pick<ObservedRole, 'tags'>,
  now: Date,
): RequestContext {
  return {
    ...sessionContext(role, now),
    [TOKEN_ISSUE_TIME]: now.toISOString(),
  };
}

/** Returns the session keys that do not depend on the request. */
export function sessionContext(
  { tags }: Pick<ObservedRole, 'tags'>,
  now: Date,
): RequestContext {
  return {
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    ...Object.fromEntries(
      Object.entries(tags).map(([key, value]) => [
        `${PRINCIPAL_TAG}${key}`,
        value,
      ]),
    ),
  };
}
