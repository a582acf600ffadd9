import { formatArn, parseRoleArn } from '../../arn/arn';
import { partitionOf } from '../../arn/partition';
import type { ClusterConfig } from '../../model/config';

/** White space, quotes, and invisible characters. */
const STRAY = /[\s"'`\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** A role ARN with a missing or extra colon, a region, no account, or a colon before the name. */
const SLIPS =
  /^arn:(aws[a-z-]*):iam:(?:[a-z]{2,8}(?:-[a-z]+)+-\d)?:*(?:(\d{12}):*)?role[:/]+(\S+)$/;

/** Repairs a malformed role ARN if the intended ARN is clear; undefined otherwise. */
export function repairRoleArn(
  text: string,
  { accountId }: ClusterConfig,
): string | undefined {
  const clean = text.replace(STRAY, '');
  if (parseRoleArn(clean)) return clean;
  const match = SLIPS.exec(clean);
  if (!match) return undefined;
  const [, partition, account = accountId, path] = match;
  const arn = `arn:${partition}:iam::${account}:role/${path}`;
  return parseRoleArn(arn) && arn;
}

/** Returns the ARN of the same role in the partition of the cluster. */
export function inPartitionOf(
  { region }: ClusterConfig,
  { accountId, path, name }: NonNullable<ReturnType<typeof parseRoleArn>>,
): string {
  return formatArn({
    partition: partitionOf(region).id,
    service: 'iam',
    region: '',
    accountId,
    resource: `role${path}${name}`,
  });
}
