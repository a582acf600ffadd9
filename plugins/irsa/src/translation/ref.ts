import {
  createTranslationRef,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { messages } from './en';

/**
 * The English texts of the plugin, by key. Placeholders in a text, such as `{{account}}`, name its values.
 *
 * @public
 */
export type IrsaMessages = typeof messages;

/**
 * The reference to all texts of the plugin. An app translates or rewords them through this reference.
 *
 * @public
 */
// The type is explicit, because TypeScript would otherwise write out every text, in an order that depends on what it has read before. The type
// arguments are explicit, because inferring them takes a fifth of the whole type check.
export const irsaTranslationRef: TranslationRef<'plugin.irsa', IrsaMessages> =
  createTranslationRef<'plugin.irsa', IrsaMessages, never>({
    id: 'plugin.irsa',
    messages,
  });
