import { createTranslationResource } from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from './ref';

/**
 * The texts of the plugin in the languages that it brings besides English, which is German (`de`). They are loaded when a language is chosen.
 *
 * @public
 */
export const irsaTranslations = createTranslationResource({
  ref: irsaTranslationRef,
  translations: { de: () => import('./de') },
});
