import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

const authenticator = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: () => undefined,
  async authenticate() {
    if (process.env.NODE_ENV !== 'development') {
      throw new NotAllowedError(
        'The sign-in as a colleague is available only in development.',
      );
    }
    return { result: {} };
  },
});

/** Signs in a second user without an account, the user of `auth.providers.colleague`, who can decide what the guest may not decide. */
export const colleagueModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'colleague-provider',
  register(env) {
    env.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ providers, config }) {
        const entityRef = config.getString(
          'auth.providers.colleague.userEntityRef',
        );
        providers.registerProvider({
          providerId: 'colleague',
          factory: createProxyAuthProviderFactory({
            authenticator,
            signInResolver: (_, ctx) =>
              ctx.signInWithCatalogUser({ entityRef }),
          }),
        });
      },
    });
  },
});
