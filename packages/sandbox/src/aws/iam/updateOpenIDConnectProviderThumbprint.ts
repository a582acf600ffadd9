import { queryOperation } from '../query/operation';
import { arn, thumbprints } from './fields';
import { providerAccess, requireProvider } from './oidcProviders';

export const updateOpenIDConnectProviderThumbprint = queryOperation({
  name: 'UpdateOpenIDConnectProviderThumbprint',
  write: true,
  input: { OpenIDConnectProviderArn: arn, ThumbprintList: thumbprints },
  access: (input, context) => [
    providerAccess(
      'iam:UpdateOpenIDConnectProviderThumbprint',
      input.OpenIDConnectProviderArn,
      context,
    ),
  ],
  run: (input, { caller: { account } }) => {
    const provider = requireProvider(account, input.OpenIDConnectProviderArn);
    provider.thumbprints = input.ThumbprintList.map(print =>
      print.toLowerCase(),
    );
    return undefined;
  },
});
