import { ProxiedSignInPage as SignIn } from '@backstage/core-components';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { z } from 'zod';

/**
 * Signs in without asking, by a provider that takes who it is from the request: the guest, who is let in in development only unless the configuration
 * says otherwise, or one behind a proxy, such as `awsalb`. It comes with the app: everybody needs it first, and to import a package as a whole would
 * load all that any page uses of it.
 */
export const ProxiedSignInPage = SignInPageBlueprint.makeWithOverrides({
  configSchema: {
    /** The provider's key in `auth.providers`. */
    provider: z.string().default('guest'),
  },
  factory: (originalFactory, { config: { provider } }) =>
    originalFactory({
      loader: async () => props => <SignIn {...props} provider={provider} />,
    }),
});
