import { queryOperation } from '../query/operation';
import { providerArn } from './oidcProviders';

/** Lists all OIDC providers on one page, as AWS does. */
export const listOpenIDConnectProviders = queryOperation({
  name: 'ListOpenIDConnectProviders',
  write: false,
  input: {},
  access: (_input, { caller: { account } }) => [
    {
      action: 'iam:ListOpenIDConnectProviders',
      resource: providerArn(account, '*'),
    },
  ],
  run: (_input, { caller: { account } }) => ({
    OpenIDConnectProviderList: [...account.oidcProviders.keys()].map(arn => ({
      Arn: arn,
    })),
  }),
});
