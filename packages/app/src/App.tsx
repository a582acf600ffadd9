import { createApp } from '@backstage/frontend-defaults';
import { catalogWithAwsAccess } from './modules/catalog';
import { homeModule } from './modules/home';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

// The other plugins, ours among them, are found by `app.packages: all` of the configuration.
export default createApp({
  features: [catalogWithAwsAccess, homeModule, navModule, signInModule],
});
