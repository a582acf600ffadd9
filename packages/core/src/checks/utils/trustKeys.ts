const lower = (text: string) => text.toLocaleLowerCase('en-US');

/** The claim that a condition key was meant for, whatever stands before it. */
export function claimOf(key: string): 'sub' | 'aud' | undefined {
  if (/:sub$/i.test(key)) return 'sub';
  return /:aud$/i.test(key) ? 'aud' : undefined;
}

/** Whether a condition key is the claim's own, which it is without regard to case. */
export function isKeyOf(key: string, issuer: string, claim: string): boolean {
  const own = `${issuer}:${claim}`;
  if (key === own) return true;
  return key.length === own.length && lower(key) === lower(own);
}

/** Whether an operator takes wildcards literally. */
export function isExact(operator: string): boolean {
  return /StringEquals(IgnoreCase)?(IfExists)?$/.test(operator);
}

/** Whether two issuers are of one cluster, one of them typed wrong: they end in the same id. */
export function sameCluster(a: string, b: string): boolean {
  const idOf = (issuer: string) => lower(issuer.split('/').at(-1) ?? '');
  return idOf(a) === idOf(b);
}

/** Whether an issuer is the cluster's by its dual-stack host, which EKS has and its tokens never name. */
export function isDualStack(issuer: string, ours: string): boolean {
  return /^oidc-eks\.[\w-]+\.api\./i.test(issuer) && sameCluster(issuer, ours);
}
