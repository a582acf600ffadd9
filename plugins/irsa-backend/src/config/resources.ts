import type { Config } from '@backstage/config';

/** Partition, service, region and account with wildcards, and a resource in which `{owner}` may stand. */
const ARN_PATTERN =
  /^arn:[a-z*?-]+:[a-z0-9*?-]+:[a-z0-9*?-]*:([0-9*?]*|aws):(?:[^\s{}$]|\{owner\})+$/;

/** More would be no pattern of a resource. Source: "IAM identifiers", IAM User Guide. */
const MOST_CHARACTERS = 2048;

/**
 * ARN patterns of a namespace rule. `key` names the setting in the error.
 *
 * @throws Error
 */
export function readResources(
  config: Config,
  key: string,
): string[] | undefined {
  const patterns = config.getOptionalStringArray('resources');
  patterns?.forEach((pattern, index) => {
    if (pattern === '*') return;
    if (pattern.length > MOST_CHARACTERS || !ARN_PATTERN.test(pattern)) {
      throw new Error(
        `${key}[${index}] is "${pattern}": write "*" or an ARN with "*" and "?", such as arn:aws:s3:::{owner}-*. {owner} may stand in its resource part; policy variables may not.`,
      );
    }
  });
  return patterns;
}
