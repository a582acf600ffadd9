/**
 * Returns the size of a policy in characters as IAM counts it: without white space.
 * Source: "IAM and AWS STS quotas", IAM User Guide.
 */
export function sizeInIam(text: string): number {
  return text.replace(/\s/g, '').length;
}
