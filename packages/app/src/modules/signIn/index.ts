import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ProxiedSignInPage } from './ProxiedSignInPage';

/** Signs in as the guest without asking, or by the provider that the configuration names. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [ProxiedSignInPage],
});
