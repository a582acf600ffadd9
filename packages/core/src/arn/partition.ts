import { parseArn, parseRoleArn } from './arn';
import { PARTITIONS } from './partitions.generated';

/** A partition of AWS: regions that share accounts, ARNs and endpoints. @public */
export interface Partition {
  /** As ARNs write it. */
  id: string;
  /** Host suffix of service endpoints. */
  dnsSuffix: string;
  /** Host suffix of endpoints that IPv6 reaches too. */
  dualStackDnsSuffix: string;
  /** Where the SDK sends calls to services that have one endpoint for all regions. */
  globalRegion: string;
  /** Host of the management console; absent where none is published. */
  consoleHost?: string;
}

/**
 * AWS's partition data names no consoles.
 * Source: "AWS Management Console endpoints and quotas", AWS General Reference, of each partition. Those of the isolated ones are not published.
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
 * The partition of a region, by AWS's own data; `aws` for a region that the data does not know yet, as in the SDKs.
 *
 * @public
 */
export function partitionOf(region: string): Partition {
  return (ALL.find(({ pattern }) => pattern.test(region)) ?? ALL[0]).partition;
}

/** A pattern for the host suffixes of the service endpoints of all partitions, those of dual-stack endpoints included. */
export const ANY_DNS_SUFFIX = `(?:${PARTITIONS.flatMap(
  ({ dnsSuffix, dualStackDnsSuffix }) => [dnsSuffix, dualStackDnsSuffix],
)
  .join('|')
  .replaceAll('.', '\\.')})`;

/** Where the SDK sends calls to services that have one endpoint for all regions of a partition. @public */
export function globalRegionOf(partitionId: string): string {
  const found = ALL.find(({ partition }) => partition.id === partitionId);
  return (found ?? ALL[0]).partition.globalRegion;
}

/** Whether a text has the shape of a region, such as `eu-west-1` and `eusc-de-east-1`; new ones have it too. @public */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,8}(-[a-z]{1,20}){1,3}-\d{1,2}$/.test(text);
}

/**
 * Regions of the partition `aws` that every account has from the start.
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
 * Whether an account has a region only once somebody enabled it there. Tokens of the global STS endpoint are not good in such a region.
 * Source: "Manage AWS STS in an AWS Region", IAM User Guide.
 *
 * @public
 */
export function isOptInRegion(region: string): boolean {
  return partitionOf(region).id === 'aws' && !ENABLED_BY_DEFAULT.has(region);
}

/** A page of IAM in the AWS console of a partition; undefined where its console is not known. */
function iamConsoleUrl(id: string, path: string): string | undefined {
  const found = ALL.find(({ partition }) => partition.id === id);
  if (!found?.partition.consoleHost) return undefined;
  const { consoleHost, globalRegion } = found.partition;
  return `https://${consoleHost}/iam/home?region=${globalRegion}#/${path}`;
}

/** The page of a role in the AWS console of its partition; undefined when the ARN is no role's, or the partition's console is not known. @public */
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

/** The page of a managed policy, as {@link roleConsoleUrl} that of a role. @public */
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
 * Whether an issuer is one that EKS itself hosts in a region. Tokens carry the IPv4 name, on dual-stack clusters too.
 * Source: "Create an IAM OIDC provider for your cluster", Amazon EKS User Guide; that of other partitions follows their DNS suffix.
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
