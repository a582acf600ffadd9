import { useComponentAccounts } from '../useComponentAccounts';
import { fullRef, textOf } from '../plan/specOf';

/** Loads the IAM service accounts of the component that a form names. */
export function useFormAccounts(formData: Record<string, unknown> = {}) {
  const component = textOf(formData, 'component');
  return useComponentAccounts(component && fullRef(component));
}
