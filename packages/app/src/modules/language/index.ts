import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { irsaTranslations } from '@backstage-irsa/plugin-irsa';
import { TranslationBlueprint } from '@backstage/plugin-app-react';

/** Shows our plugin in the language that is chosen in the settings. The configuration says which there are to choose from. */
export const languageModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'irsa',
      params: { resource: irsaTranslations },
    }),
  ],
});
