import {
  evaluateTrust,
  type PolicyDocument,
  type Statement,
} from '@backstage-irsa/iam-policy';

/** A ServiceAccount, as the tokens of its cluster name it. @public */
export interface TokenSubject {
  /** The OIDC provider of the cluster in the account of the role. */
  providerArn: string;
  /** Without `https://`. */
  issuer: string;
  /** Such as `system:serviceaccount:shop:orders`. */
  subject: string;
}

/** What each request decides, or the audience, which any token may have. Tags come with no token of a cluster: they are known to be absent. */
function isOpen(key: string, { issuer }: TokenSubject): boolean {
  const name = key.toLowerCase();
  return (
    name === `${issuer}:aud`.toLowerCase() ||
    /^(sts:|aws:(?!principaltag\/|requesttag\/))/.test(name)
  );
}

/** A statement without the conditions that are open. Of a Deny with one nobody knows that it applies. */
function settled(statement: Statement, who: TokenSubject): Statement[] {
  const { Condition: conditions = {}, ...rest } = statement;
  const all = Object.entries(conditions);
  const kept = all.map(
    ([operator, keys]) =>
      [
        operator,
        Object.fromEntries(
          Object.entries(keys ?? {}).filter(([key]) => !isOpen(key, who)),
        ),
      ] as const,
  );
  const isChanged = kept.some(
    ([, keys], index) =>
      Object.keys(keys).length < Object.keys(all[index][1] ?? {}).length,
  );
  if (!isChanged) return [statement];
  if (statement.Effect === 'Deny') return [];
  const left = kept.filter(([, keys]) => Object.keys(keys).length > 0);
  return [
    {
      ...rest,
      ...(left.length > 0 && { Condition: Object.fromEntries(left) }),
    },
  ];
}

/**
 * Whether a trust policy admits a ServiceAccount by web identity: its subject, through the provider of its cluster. Conditions on the audience, and on
 * what only a request shows, such as its network, are taken as met.
 *
 * @public
 */
export function admitsSubject(
  document: PolicyDocument,
  who: TokenSubject,
): boolean {
  const statements = [document.Statement].flat();
  return (
    evaluateTrust({
      trustPolicy: {
        name: 'trust policy',
        document: {
          ...document,
          Statement: statements.flatMap(statement => settled(statement, who)),
        },
      },
      principal: { federated: who.providerArn },
      action: 'sts:AssumeRoleWithWebIdentity',
      context: { [`${who.issuer}:sub`]: who.subject },
    }).decision === 'Allowed'
  );
}
