import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { GuestSignInPage } from './GuestSignInPage';

/** Signs in as the guest without asking. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [GuestSignInPage],
});
