import type { Account, OidcProvider } from '../../state/account';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { invalidInput, noSuchEntity } from './errors';
import { tagContext } from './tagging';

const PROVIDER_ARN = /^arn:(aws[a-z-]*):iam::\d{12}:oidc-provider\/\S+$/;

/**
 * The thumbprint of the certificate authority that signs the issuers' certificates of all EKS clusters. It is correct for every provider in the
 * sandbox.
 *
 * @public
 */
export const ISSUER_THUMBPRINT = '9e99a48a9960b14926bb7f3b02e22da2b0ab7280';

/** Returns the ARN of the OIDC provider for an issuer URL without `https://`. */
export function providerArn(account: Account, url: string): string {
  return `arn:${account.partition}:iam::${account.id}:oidc-provider/${url}`;
}

/** Returns the OIDC provider with this ARN. Throws `NoSuchEntity`, or `InvalidInput` if the ARN is not a provider's. */
export function requireProvider(account: Account, arn: string): OidcProvider {
  if (!PROVIDER_ARN.test(arn)) {
    throw invalidInput(`Invalid ARN: ${arn}`);
  }
  const provider = account.oidcProviders.get(arn);
  if (!provider) {
    throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  }
  return provider;
}

/** Returns the access for an action on an OIDC provider. */
export function providerAccess(
  action: string,
  arn: string,
  { caller: { account } }: OperationContext,
  context: Record<string, string | string[]> = {},
): Access {
  const tags = account.oidcProviders.get(arn)?.tags ?? [];
  return {
    action,
    resource: arn,
    context: {
      ...tagContext('aws:ResourceTag', tags),
      ...tagContext('iam:ResourceTag', tags),
      ...context,
    },
  };
}
