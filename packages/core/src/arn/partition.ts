import { parseArn, parseRoleArn } from './arn';
import { PARTITIONS } from './partitions.generated';

/** An AWS partition: regions that share accounts, ARNs, and endpoints. @public */
export interface Partition {
  /** The partition ID in ARNs. */
  id: string;
  /** The host suffix of service endpoints. */
  dnsSuffix: string;
  /** The host suffix of dual-stack endpoints (IPv4 and IPv6). */
  dualStackDnsSuffix: string;
  /** The region to which the SDK sends calls to services that have one endpoint for all regions. */
  globalRegion: string;
  /** The host of the AWS Management Console; absent if it is not published. */
  consoleHost?: string;
}

/**
 * The console hosts, which AWS's partition data does not contain.
 * Source: "AWS Management Console endpoints and quotas", AWS General Reference, of each partition. Those of the isolated partitions are not
 * published.
 */
const CONSOLE_HOSTS: Record<string, string | undefined> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-eusc': 'console.amazonaws-eusc.eu',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

const ALL = PARTITIONS.map(({ regionPattern, ...partition }) => ({
  pattern: new RegExp(regionPattern),
  partition: {
    ...partition,
    consoleHost: CONSOLE_HOSTS[partition.id],
  } satisfies Partition,
}));

/**
 * Returns the partition of a region from AWS's own data; `aws` for an unknown region, as in the SDKs.
 *
 * @public
 */
export function partitionOf(region: string): Partition {
  return (ALL.find(({ pattern }) => pattern.test(region)) ?? ALL[0]).partition;
}

/** A pattern for the host suffixes of service endpoints in all partitions, including dual-stack endpoints. */
export const ANY_DNS_SUFFIX = `(?:${PARTITIONS.flatMap(
  ({ dnsSuffix, dualStackDnsSuffix }) => [dnsSuffix, dualStackDnsSuffix],
)
  .join('|')
  .replaceAll('.', '\\.')})`;

/** Returns the region to which the SDK sends calls to services that have one endpoint for all regions of a partition. @public */
export function globalRegionOf(partitionId: string): string {
  const found = ALL.find(({ partition }) => partition.id === partitionId);
  return (found ?? ALL[0]).partition.globalRegion;
}

/** Whether a text has the format of a region, such as `eu-west-1` or `eusc-de-east-1`. Regions that do not exist yet match too. @public */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,8}(-[a-z]{1,20}){1,3}-\d{1,2}$/.test(text);
}

/**
 * Regions of the partition `aws` that every account has by default.
 * Source: "Enable or disable AWS Regions in your account", AWS Account Management Reference Guide.
 */
const ENABLED_BY_DEFAULT = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

/**
 * Whether an account must enable a region before use. By default, tokens of the global STS endpoint are not valid in such a
 * region.
 * Source: "Manage AWS STS in an AWS Region", IAM User Guide.
 *
 * @public
 */
export function isOptInRegion(region: string): boolean {
  return partitionOf(region).id === 'aws' && !ENABLED_BY_DEFAULT.has(region);
}

/** Returns the URL of an IAM page in the console of a partition; undefined if the console is unknown. */
function iamConsoleUrl(id: string, path: string): string | undefined {
  const found = ALL.find(({ partition }) => partition.id === id);
  if (!found?.partition.consoleHost) return undefined;
  const { consoleHost, globalRegion } = found.partition;
  return `https://${consoleHost}/iam/home?region=${globalRegion}#/${path}`;
}

/** Returns the console URL of a role; undefined if the ARN is not a role ARN or the partition's console is unknown. @public */
export function roleConsoleUrl(roleArn: string): string | undefined {
  const role = parseRoleArn(roleArn);
  return (
    role &&
    iamConsoleUrl(
      role.partition,
      `roles/details/${encodeURIComponent(role.name)}`,
    )
  );
}

/** Returns the console URL of a managed policy; undefined under the same conditions as {@link roleConsoleUrl}. @public */
export function policyConsoleUrl(policyArn: string): string | undefined {
  const arn = parseArn(policyArn);
  return arn?.service === 'iam' && arn.resource.startsWith('policy/')
    ? iamConsoleUrl(
        arn.partition,
        `policies/details/${encodeURIComponent(policyArn)}`,
      )
    : undefined;
}

/**
 * Whether an issuer is hosted by EKS in a region. Tokens contain the IPv4 host, even on dual-stack clusters.
 * Source: "Create an IAM OIDC provider for your cluster", Amazon EKS User Guide; other partitions use their DNS suffix.
 *
 * @public
 */
export function isEksIssuer(region: string, issuer: string): boolean {
  const prefix = `https://oidc.eks.${region}.${
    partitionOf(region).dnsSuffix
  }/id/`;
  return (
    issuer.startsWith(prefix) &&
    /^[0-9A-Za-z]+$/.test(issuer.slice(prefix.length))
  );
}
