import { queryOperation } from '../query/operation';
import { arn, clientId } from './fields';
import { providerAccess, requireProvider } from './oidcProviders';
import { enforceQuota, QUOTAS } from './quotas';

/** Adds a client ID to a provider. Adding an existing client ID changes nothing. */
export const addClientIDToOpenIDConnectProvider = queryOperation({
  name: 'AddClientIDToOpenIDConnectProvider',
  write: true,
  input: { OpenIDConnectProviderArn: arn, ClientID: clientId },
  access: (input, context) => [
    providerAccess(
      'iam:AddClientIDToOpenIDConnectProvider',
      input.OpenIDConnectProviderArn,
      context,
    ),
  ],
  run: (input, { caller: { account } }) => {
    const provider = requireProvider(account, input.OpenIDConnectProviderArn);
    const clientIds = [...new Set([...provider.clientIds, input.ClientID])];
    enforceQuota(
      'ClientIdsPerOpenIdConnectProvider',
      clientIds.length,
      QUOTAS.ClientIdsPerProviderQuota,
    );
    provider.clientIds = clientIds;
    return undefined;
  },
});
