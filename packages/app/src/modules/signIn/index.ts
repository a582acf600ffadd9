import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ProxiedSignInPage } from './ProxiedSignInPage';

/** Signs in without a prompt, as the guest or by the configured provider. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [ProxiedSignInPage],
});
