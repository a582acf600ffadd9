import {
  translationApiRef,
  type ApiHolder,
} from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../../translation';

/** A text of the plugin for a validator, which is no component and has no hooks. */
export function validatorText(
  apiHolder: ApiHolder,
  key: 'field.namespaceInvalid' | 'losses.unconfirmed',
): string {
  const translationApi = apiHolder.get(translationApiRef);
  if (!translationApi) throw new Error('The app has no translation API.');
  return translationApi.getTranslation(irsaTranslationRef).t(key);
}
