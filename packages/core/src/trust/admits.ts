import { evaluateTrust, type PolicyDocument } from '@backstage-irsa/iam-policy';
import { isOpenFor, settled } from './openKeys';

/** A ServiceAccount as the tokens of its cluster identify it. @public */
export interface TokenSubject {
  /** The OIDC provider of the cluster in the account of the role. */
  providerArn: string;
  /** The issuer without `https://`. */
  issuer: string;
  /** The subject, such as `system:serviceaccount:shop:orders`. */
  subject: string;
}

/**
 * Whether a trust policy admits a ServiceAccount through web identity: its subject, with its cluster's OIDC provider. Conditions on the audience, and
 * on keys that only a request contains (such as its network), count as met.
 *
 * @public
 */
export function admitsSubject(
  document: PolicyDocument,
  who: TokenSubject,
): boolean {
  const { issuer, subject, providerArn } = who;
  const context = {
    [`${issuer}:sub`]: subject,
    'aws:FederatedProvider': providerArn,
  };
  const ofAudience = `${issuer}:aud`.toLowerCase();
  const isOpen = isOpenFor('token', context);
  return (
    evaluateTrust({
      trustPolicy: {
        name: 'trust policy',
        document: settled(
          document,
          condition =>
            condition.key.toLowerCase() === ofAudience || isOpen(condition),
        ),
      },
      principal: { federated: providerArn },
      action: 'sts:AssumeRoleWithWebIdentity',
      context,
    }).decision === 'Allowed'
  );
}
