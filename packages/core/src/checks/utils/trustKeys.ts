const lower = (text: string) => text.toLocaleLowerCase('en-US');

/** Returns the claim that a condition key was meant for, with any prefix. */
export function claimOf(key: string): 'sub' | 'aud' | undefined {
  if (/:sub$/i.test(key)) return 'sub';
  return /:aud$/i.test(key) ? 'aud' : undefined;
}

/** Whether a condition key names this claim of the issuer. Condition keys are case-insensitive. */
export function isKeyOf(key: string, issuer: string, claim: string): boolean {
  const own = `${issuer}:${claim}`;
  if (key === own) return true;
  return key.length === own.length && lower(key) === lower(own);
}

/** Whether an operator takes wildcards literally. */
export function isExact(operator: string): boolean {
  return /StringEquals(IgnoreCase)?(IfExists)?$/.test(operator);
}

/** Whether two issuers belong to the same cluster even if one is mistyped: they end with the same ID. */
export function sameCluster(a: string, b: string): boolean {
  const idOf = (issuer: string) => lower(issuer.split('/').at(-1) ?? '');
  return idOf(a) === idOf(b);
}

/** Whether an issuer is the cluster's dual-stack host. EKS serves it, but tokens never name it. */
export function isDualStack(issuer: string, ours: string): boolean {
  return /^oidc-eks\.[\w-]+\.api\./i.test(issuer) && sameCluster(issuer, ours);
}
