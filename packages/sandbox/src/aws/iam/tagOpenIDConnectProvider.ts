import { queryOperation } from '../query/operation';
import { arn, tags } from './fields';
import { providerAccess, requireProvider } from './oidcProviders';
import { requestTagContext, withTags } from './tagging';

export const tagOpenIDConnectProvider = queryOperation({
  name: 'TagOpenIDConnectProvider',
  write: true,
  input: { OpenIDConnectProviderArn: arn, Tags: tags },
  access: (input, context) => [
    providerAccess(
      'iam:TagOpenIDConnectProvider',
      input.OpenIDConnectProviderArn,
      context,
      requestTagContext(input.Tags),
    ),
  ],
  run: (input, { caller: { account } }) => {
    const provider = requireProvider(account, input.OpenIDConnectProviderArn);
    provider.tags = withTags(
      provider.tags,
      input.Tags,
      'TagsPerOpenIDConnectProvider',
    );
    return undefined;
  },
});
