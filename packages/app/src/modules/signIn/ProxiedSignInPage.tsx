import { ProxiedSignInPage as SignIn } from '@backstage/core-components';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { z } from 'zod';

/**
 * Signs in without a prompt, by a provider that gets the identity from the request: the guest provider, which by default works only in
 * development, or a provider behind a proxy, such as `awsalb`. The page is part of the app bundle, because every user needs it first. A dynamic
 * import of the whole package would load every part of it that any page uses.
 */
export const ProxiedSignInPage = SignInPageBlueprint.makeWithOverrides({
  configSchema: {
    /** The key of the provider in `auth.providers`. */
    provider: z.string().default('guest'),
  },
  factory: (originalFactory, { config: { provider } }) =>
    originalFactory({
      loader: async () => props => <SignIn {...props} provider={provider} />,
    }),
});
