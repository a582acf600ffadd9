import { SignInPageBlueprint } from '@backstage/plugin-app-react';

/** The guest provider works in development only, unless its configuration says otherwise. */
export const GuestSignInPage = SignInPageBlueprint.make({
  params: {
    loader: async () => {
      const { ProxiedSignInPage } = await import('@backstage/core-components');
      return props => <ProxiedSignInPage {...props} provider="guest" />;
    },
  },
});
