import {
  translationApiRef,
  type ApiHolder,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { type IrsaMessages, irsaTranslationRef } from '../../translation';

/** Returns the texts of the plugin for a validator, which cannot use hooks. */
export function validatorTexts(
  apiHolder: ApiHolder,
): TranslationFunction<IrsaMessages> {
  const translationApi = apiHolder.get(translationApiRef);
  if (!translationApi) throw new Error('The app has no translation API.');
  return translationApi.getTranslation(irsaTranslationRef).t;
}
