import {
  type ApiHolder,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { irsaTranslationRef } from '../translation';

type ErrorText =
  | 'field.clusterRequired'
  | 'field.namespaceRequired'
  | 'field.namespaceInvalid';

/** Puts one of the plugin's texts on a form field as its error. */
export function addError(
  field: { addError: (message: string) => void },
  apiHolder: ApiHolder,
  text: ErrorText,
): void {
  const translationApi = apiHolder.get(translationApiRef);
  if (!translationApi) throw new Error('The app has no translation API.');
  field.addError(translationApi.getTranslation(irsaTranslationRef).t(text));
}
