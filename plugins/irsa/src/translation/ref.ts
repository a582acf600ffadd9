import {
  createTranslationRef,
  type TranslationRef,
} from '@backstage/frontend-plugin-api';
import { messages } from './en';

/**
 * The texts of the plugin in English, by key. What a text needs to be filled in stands in it, such as `{{account}}`.
 *
 * @public
 */
export type IrsaMessages = typeof messages;

/**
 * Every text of the plugin; an app translates or rewords them by this reference.
 *
 * @public
 */
// The type is named, for TypeScript would write out every text, in an order that hangs on what else it has read before. So are its parts: inferring them
// takes a fifth of the whole type check.
export const irsaTranslationRef: TranslationRef<'plugin.irsa', IrsaMessages> =
  createTranslationRef<'plugin.irsa', IrsaMessages, never>({
    id: 'plugin.irsa',
    messages,
  });
