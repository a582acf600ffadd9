import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import guestProvider from '@backstage/plugin-auth-backend-module-guest-provider';
import { localGitModule } from '../localGit/module';
import { hostRepositoriesPlugin } from '../repositories/plugin';
import { repositoriesUrlReader } from '../repositories/urlReader';
import { colleagueModule } from './colleagueModule';

/** Loads features only if `irsa.development` is true: sign-in as a guest and as a colleague, and local Git repositories instead of a Git host. */
export const hostDevelopmentFeatures = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    if (!config.getOptionalBoolean('irsa.development')) return;
    if (config.has('auth.providers.guest')) {
      yield guestProvider;
    }
    if (config.has('auth.providers.colleague')) {
      yield colleagueModule;
    }
    yield localGitModule;
    yield hostRepositoriesPlugin;
    yield repositoriesUrlReader;
  },
});
