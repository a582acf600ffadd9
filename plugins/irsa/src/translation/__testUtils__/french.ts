import {
  createFrontendModule,
  createTranslationMessages,
  createTranslationResource,
} from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { irsaTranslationRef } from '../..';

const messages = createTranslationMessages({
  ref: irsaTranslationRef,
  messages: {
    'table.service-accounts': 'Comptes de service',
    'column.checkedAt': 'Contrôlé',
    'time.days_one': 'il y a {{count}} jour',
    'time.days_other': 'il y a {{count}} jours',
  },
});

const irsaFrench = createTranslationResource({
  ref: irsaTranslationRef,
  translations: { fr: async () => ({ default: messages }) },
});

export const frenchModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'irsa-french',
      params: { resource: irsaFrench },
    }),
  ],
});
