import { queryOperation } from '../query/operation';
import { arn, clientId } from './fields';
import { providerAccess, requireProvider } from './oidcProviders';

/** Removes a client ID from a provider. Removing an unknown client ID changes nothing. */
export const removeClientIDFromOpenIDConnectProvider = queryOperation({
  name: 'RemoveClientIDFromOpenIDConnectProvider',
  write: true,
  input: { OpenIDConnectProviderArn: arn, ClientID: clientId },
  access: (input, context) => [
    providerAccess(
      'iam:RemoveClientIDFromOpenIDConnectProvider',
      input.OpenIDConnectProviderArn,
      context,
    ),
  ],
  run: (input, { caller: { account } }) => {
    const provider = requireProvider(account, input.OpenIDConnectProviderArn);
    provider.clientIds = provider.clientIds.filter(id => id !== input.ClientID);
    return undefined;
  },
});
