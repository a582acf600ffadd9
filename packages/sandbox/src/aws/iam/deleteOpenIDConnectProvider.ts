import { queryOperation } from '../query/operation';
import { arn } from './fields';
import { providerAccess, requireProvider } from './oidcProviders';

export const deleteOpenIDConnectProvider = queryOperation({
  name: 'DeleteOpenIDConnectProvider',
  write: true,
  input: { OpenIDConnectProviderArn: arn },
  access: (input, context) => [
    providerAccess(
      'iam:DeleteOpenIDConnectProvider',
      input.OpenIDConnectProviderArn,
      context,
    ),
  ],
  run: (input, { caller: { account } }) => {
    const provider = requireProvider(account, input.OpenIDConnectProviderArn);
    account.oidcProviders.delete(provider.arn);
    return undefined;
  },
});
