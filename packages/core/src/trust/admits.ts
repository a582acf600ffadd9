import { evaluateTrust, type PolicyDocument } from '@backstage-irsa/iam-policy';
import { isOpenFor, settled } from './openKeys';

/** A ServiceAccount, as the tokens of its cluster name it. @public */
export interface TokenSubject {
  /** The OIDC provider of the cluster in the account of the role. */
  providerArn: string;
  /** Without `https://`. */
  issuer: string;
  /** Such as `system:serviceaccount:shop:orders`. */
  subject: string;
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
