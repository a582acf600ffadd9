import { queryOperation } from '../query/operation';
import { arn } from './fields';
import { providerAccess, requireProvider } from './oidcProviders';
import { tagsXml } from './tagging';

export const getOpenIDConnectProvider = queryOperation({
  name: 'GetOpenIDConnectProvider',
  write: false,
  input: { OpenIDConnectProviderArn: arn },
  access: (input, context) => [
    providerAccess(
      'iam:GetOpenIDConnectProvider',
      input.OpenIDConnectProviderArn,
      context,
    ),
  ],
  run: (input, { caller: { account } }) => {
    const provider = requireProvider(account, input.OpenIDConnectProviderArn);
    return {
      Url: provider.url,
      ClientIDList: provider.clientIds,
      ThumbprintList: provider.thumbprints,
      CreateDate: provider.createdAt,
      Tags: tagsXml(provider.tags),
    };
  },
});
