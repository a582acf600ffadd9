import { accountIdOf } from '@backstage-irsa/core/arn';
import { ISSUER_THUMBPRINT } from '../aws/iam/oidcProviders';
import type { Account, OidcProvider } from '../state/account';
import type { Exported } from './exportFile';
import type { Completeness } from './unexported';

const PROVIDER = /arn:[\w-]+:iam::\d{12}:oidc-provider\/[^"\s*]+/g;

/** The exported OIDC providers of accounts. */
export interface ProviderExports {
  /** The output of `aws iam list-open-id-connect-providers`. */
  lists: Exported[];
  /** The output of `aws iam get-open-id-connect-provider`, which contains no ARN. */
  providers: Exported[];
}

/**
 * Adds the OIDC providers of accounts: the listed ones or, for an account without a list, those that its trust policies name, so that STS can judge
 * tokens. Returns which of this was exported.
 * @throws ExportError
 */
export function addProviders(
  accounts: Map<string, Account>,
  { lists, providers }: ProviderExports,
): Pick<Completeness, 'listedProviders' | 'undescribedProviders'> {
  const listed = lists.flatMap(list =>
    list
      .at('OpenIDConnectProviderList')
      .list()
      .map(provider => provider.at('Arn').text()),
  );
  const details = new Map(
    providers.map(provider => [hostPath(provider.at('Url').text()), provider]),
  );
  const undescribedProviders = new Set<string>();
  const listedProviders = new Set(listed.map(accountIdOf));
  // A list without providers does not show its account.
  if (lists.length > 0 && accounts.size === 1) {
    [...accounts.keys()].forEach(id => listedProviders.add(id));
  }
  for (const account of accounts.values()) {
    const arns = listedProviders.has(account.id)
      ? listed.filter(arn => accountIdOf(arn) === account.id)
      : namedByTrust(account);
    for (const arn of arns) {
      const url = arn.slice(arn.indexOf('/') + 1);
      const described = details.get(url);
      if (!described) undescribedProviders.add(arn);
      account.oidcProviders.set(arn, providerOf(arn, url, described));
    }
  }
  return { listedProviders, undescribedProviders };
}

/** Returns the ARNs of the account's own providers that trust policies name. */
function namedByTrust(account: Account): string[] {
  const arns = [...account.roles.values()].flatMap(
    ({ trustPolicy }) => trustPolicy.match(PROVIDER) ?? [],
  );
  return [...new Set(arns)].filter(arn => accountIdOf(arn) === account.id);
}

function providerOf(
  arn: string,
  url: string,
  details: Exported | undefined,
): OidcProvider {
  return {
    arn,
    url,
    clientIds: details
      ?.at('ClientIDList')
      .list()
      .map(id => id.text()) ?? ['sts.amazonaws.com'],
    thumbprints: details
      ?.at('ThumbprintList')
      .list()
      .map(thumbprint => thumbprint.text()) ?? [ISSUER_THUMBPRINT],
    createdAt: details?.at('CreateDate').date(new Date(0)) ?? new Date(0),
    tags:
      details
        ?.at('Tags')
        .list()
        .map(tag => ({
          key: tag.at('Key').text(),
          value: tag.at('Value').text(),
        })) ?? [],
  };
}

function hostPath(url: string): string {
  return url.replace(/^https:\/\//, '');
}
