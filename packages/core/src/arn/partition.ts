/** A partition of AWS: regions that share accounts, ARNs and endpoints. @public */
export interface Partition {
  /** As ARNs write it. */
  id: 'aws' | 'aws-cn' | 'aws-us-gov';
  /** Host suffix of service endpoints. */
  dnsSuffix: string;
  /** Host of the management console. */
  consoleHost: string;
}

const AWS: Partition = {
  id: 'aws',
  dnsSuffix: 'amazonaws.com',
  consoleHost: 'console.aws.amazon.com',
};
const CHINA: Partition = {
  id: 'aws-cn',
  dnsSuffix: 'amazonaws.com.cn',
  consoleHost: 'console.amazonaws.cn',
};
const GOV_CLOUD: Partition = {
  id: 'aws-us-gov',
  dnsSuffix: 'amazonaws.com',
  consoleHost: 'console.amazonaws-us-gov.com',
};

/**
 * The partition of a region.
 * Source: "Identify AWS resources with Amazon Resource Names (ARNs)", IAM User Guide.
 *
 * @public
 */
export function partitionOf(region: string): Partition {
  if (region.startsWith('cn-')) return CHINA;
  if (region.startsWith('us-gov-')) return GOV_CLOUD;
  return AWS;
}

/** The page of a role in the AWS console of the region's partition. @public */
export function roleConsoleUrl(region: string, roleName: string): string {
  const { consoleHost } = partitionOf(region);
  return `https://${consoleHost}/iam/home?region=${encodeURIComponent(
    region,
  )}#/roles/details/${encodeURIComponent(roleName)}`;
}
