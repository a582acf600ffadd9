import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { irsaTranslations } from '..';

/** Brings an app the texts of the plugin in German. */
export const germanModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'irsa',
      params: { resource: irsaTranslations },
    }),
  ],
});

/** What the configuration names at `app.extensions` for an app that is in German. */
export const IN_GERMAN = {
  'api:app/app-language': {
    config: { availableLanguages: ['en', 'de'], defaultLanguage: 'de' },
  },
};
