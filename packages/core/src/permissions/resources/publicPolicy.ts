import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';

/** Condition keys that limit a statement for everyone if their values are fixed. */
const LIMITING = new Set([
  ...['aws:principalaccount', 'aws:principalarn', 'aws:principalorgid'],
  ...['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceip', 'aws:sourceowner'],
  ...['aws:sourcevpc', 'aws:sourcevpce', 'aws:userid'],
  ...['s3:dataaccesspointaccount', 's3:dataaccesspointarn'],
]);

/** Operators that a request must meet and that a missing key does not meet. */
const OPERATOR =
  /^(?:ForAnyValue:)?(?:String(?:Equals(?:IgnoreCase)?|Like)|Arn(?:Equals|Like)|IpAddress)$/i;

/** The minimum prefix length of IP ranges, in bits. Broader ranges count as everyone. */
const LEAST_BITS = { v4: 8, v6: 32 };

/**
 * Whether S3 considers a bucket policy public. A policy is not public if each Allow statement is for fixed principals, or for everyone under a
 * condition with fixed values. A value with a wildcard or a variable is not fixed.
 *
 * Source: "The meaning of 'public'", Amazon S3 User Guide.
 */
export function isPublicPolicy({ Statement: all }: PolicyDocument): boolean {
  return [all]
    .flat()
    .some(
      statement =>
        statement.Effect === 'Allow' &&
        isForEverybody(statement) &&
        !isLimited(statement),
    );
}

function isForEverybody({ Principal, NotPrincipal }: Statement): boolean {
  if (NotPrincipal !== undefined || Principal === '*') return true;
  return Object.values(Principal ?? {})
    .flat()
    .includes('*');
}

function isLimited({ Condition = {} }: Statement): boolean {
  return Object.entries(Condition).some(
    ([operator, keys]) =>
      OPERATOR.test(operator) &&
      Object.entries(keys).some(([key, values]) => {
        const name = key.toLowerCase();
        return (
          LIMITING.has(name) &&
          [values].flat().every(value => isFixed(name, String(value)))
        );
      }),
  );
}

function isFixed(key: string, value: string): boolean {
  if (key === 'aws:sourceip') {
    const [address, bits] = value.split('/');
    const least = address.includes(':') ? LEAST_BITS.v6 : LEAST_BITS.v4;
    return bits === undefined || Number(bits) >= least;
  }
  // For an access point, the account must be fixed, but not the name.
  const fixed =
    key === 's3:dataaccesspointarn'
      ? value.split(':').slice(0, 5).join(':')
      : value;
  return !/[*?]|\$\{/.test(fixed);
}
