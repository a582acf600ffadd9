import type { RequestContext } from '@backstage-irsa/iam-policy';
import { parseArn } from '../arn/arn';
import { partitionOf } from '../arn/partition';
import type { ObservedRole } from '../model/observed';
import { TOKEN_ISSUE_TIME } from './cutOffPolicy';

export const PRINCIPAL_TAG = 'aws:PrincipalTag/';

/** Services with one endpoint in each partition, which calls reach in one region wherever they come from. */
const GLOBAL_SERVICES = new Set([
  'budgets',
  'ce',
  'cloudfront',
  'globalaccelerator',
  'iam',
  'organizations',
  'route53',
  'shield',
  'waf',
]);

/** Where they are in China, other than what the SDK takes for a service that its data says nothing of. */
const GLOBAL_REGION_OF_CHINA = 'cn-north-1';

function globalRegionOf(region: string): string {
  const { id, globalRegion } = partitionOf(region);
  return id === 'aws-cn' ? GLOBAL_REGION_OF_CHINA : globalRegion;
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
    'aws:RequestedRegion': GLOBAL_SERVICES.has(service)
      ? globalRegionOf(region)
      : parseArn(resource)?.region || region,
    'aws:PrincipalArn': role.arn,
    'aws:PrincipalAccount': parseArn(role.arn)?.accountId ?? '',
    'aws:PrincipalType': 'AssumedRole',
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    ...Object.fromEntries(
      Object.entries(role.tags).map(([key, value]) => [
        `${PRINCIPAL_TAG}${key}`,
        value,
      ]),
    ),
  };
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
