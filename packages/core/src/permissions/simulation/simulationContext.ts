import type { RequestContext } from '@backstage-irsa/iam-policy';
import { accountIdOf, parseArn } from '../../arn/arn';
import { partitionOf } from '../../arn/partition';
import type { ObservedRole } from '../../model/observed';
import { TOKEN_ISSUE_TIME } from '../cutOffPolicy';

export const PRINCIPAL_TAG = 'aws:PrincipalTag/';

/** Services with one endpoint in each partition, which calls reach in one region wherever they come from, by the prefixes of their actions. */
const GLOBAL_SERVICES = new Set([
  ...['account', 'artifact', 'bcm-dashboards', 'bcm-data-exports'],
  ...['bcm-pricing-calculator', 'bcm-recommended-actions', 'billing'],
  ...['billingconductor', 'budgets', 'ce', 'chime', 'cloudfront'],
  ...['freetier', 'iam', 'importexport', 'invoicing'],
  ...['notifications-contacts', 'organizations', 'route53', 'savingsplans'],
  ...['shield', 'support', 'tax', 'waf'],
]);

/** Those whose region is another one than that of most. In another partition than these it is as for most. */
const OTHER_REGIONS: Record<string, Record<string, string>> = {
  globalaccelerator: { aws: 'us-west-2' },
  iam: { 'aws-cn': 'cn-north-1' },
  networkmanager: { aws: 'us-west-2' },
  'route53-recovery-control-config': { aws: 'us-west-2' },
  support: { 'aws-cn': 'cn-north-1' },
};

/**
 * The region that calls of a service reach by the endpoints of the SDK; undefined where that is the one that they come from.
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
 * The context keys of a call that a pod of the cluster makes by the SDK's defaults. `iam:SimulatePrincipalPolicy` fills in none of them, and a
 * service control policy that asks for a key that was not sent denies without saying so. Those of the network and of the organization are not known.
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
 * What KMS adds to each call that a principal makes itself. `kms:ViaService` is only in those that a service makes in its name.
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

/** Of a session issued now: older ones may be denied after a cut off. */
export function issuedContext(
  role: Pick<ObservedRole, 'tags'>,
  now: Date,
): RequestContext {
  return {
    ...sessionContext(role, now),
    [TOKEN_ISSUE_TIME]: now.toISOString(),
  };
}

/** The keys that do not depend on the request. */
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
