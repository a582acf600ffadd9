/** The parts of an Amazon Resource Name. @public */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  /** The part after the fifth colon, such as `role/irsa/orders`. */
  resource: string;
}

/**
 * Parses an ARN; undefined if the text is not an ARN.
 * Source: "Identify AWS resources with Amazon Resource Names (ARNs)", IAM User Guide.
 *
 * @public
 */
export function parseArn(text: string): Arn | undefined {
  const match =
    /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|aws)?:(\S+(?: +\S+)*)$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, partition, service, region, accountId, resource] = match;
  // Of all resources, only the keys of S3 objects have spaces.
  const named = service === 's3' ? resource.split('/')[0] : resource;
  if (named.includes(' ')) return undefined;
  return { partition, service, region, accountId: accountId ?? '', resource };
}

/** Formats an ARN. @public */
export function formatArn(arn: Arn): string {
  return `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.accountId}:${arn.resource}`;
}

/** Returns the account ID in an ARN; empty if the ARN has none, such as for a bucket. @public */
export function accountIdOf(arn: string): string {
  return parseArn(arn)?.accountId ?? '';
}

/** Returns an ARN with some parts replaced. @public */
export function arnBeside(arn: string, change: Partial<Arn>): string {
  const parts = parseArn(arn);
  return parts ? formatArn({ ...parts, ...change }) : arn;
}

/** Parses the ARN of a role; undefined if it is not a role ARN. `path` starts and ends with `/`. @public */
export function parseRoleArn(
  text: string,
):
  | { partition: string; accountId: string; path: string; name: string }
  | undefined {
  const arn = parseArn(text);
  const match = /^role(\/(?:[\x21-\x7e]+\/)?)([\w+=,.@-]{1,64})$/.exec(
    arn?.resource ?? '',
  );
  return arn?.service === 'iam' &&
    arn.region === '' &&
    /^\d{12}$/.test(arn.accountId) &&
    match
    ? {
        partition: arn.partition,
        accountId: arn.accountId,
        path: match[1],
        name: match[2],
      }
    : undefined;
}

/** Returns the ARN of the IAM OIDC provider for an issuer (with or without `https://`) in an account. @public */
export function oidcProviderArn(
  partition: string,
  accountId: string,
  issuer: string,
): string {
  return formatArn({
    partition,
    service: 'iam',
    region: '',
    accountId,
    resource: `oidc-provider/${issuerHostPath(issuer)}`,
  });
}

/** Returns the issuer without `https://`, as in ARNs and condition keys. @public */
export function issuerHostPath(issuer: string): string {
  return issuer.replace(/^https:\/\//, '');
}
