import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { z } from 'zod';

/**
 * Signs in without asking, by a provider that takes who it is from the request: the guest, who is let in in development only unless the configuration
 * says otherwise, or one behind a proxy, such as `awsalb`.
 */
export const ProxiedSignInPage = SignInPageBlueprint.makeWithOverrides({
  configSchema: {
    /** The provider's key in `auth.providers`. */
    provider: z.string().default('guest'),
  },
  factory: (originalFactory, { config: { provider } }) =>
    originalFactory({
      loader: async () => {
        const components = await import('@backstage/core-components');
        return props => (
          <components.ProxiedSignInPage {...props} provider={provider} />
        );
      },
    }),
});
