import { createApp } from '@backstage/frontend-defaults';
import { catalogWithAwsAccess } from './modules/catalog';
import { homeModule } from './modules/home';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

// The setting `app.packages: all` loads the other plugins, including the irsa plugin.
export default createApp({
  features: [catalogWithAwsAccess, homeModule, navModule, signInModule],
});
