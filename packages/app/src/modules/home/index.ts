import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { HomePage } from './HomePage';

/** Makes the catalog the start page. */
export const homeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [HomePage],
});
