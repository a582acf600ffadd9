import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useEffect, useRef } from 'react';
import { useComponentAccounts } from '../useComponentAccounts';
import { fullRef, nameOf, textOf } from '../plan/specOf';
import { accessFieldsOf, NO_ACCESS } from './accessFields';
import type { AccessFormProps } from './accessSchema';

/**
 * Fills a form from the first IAM service account of its component when the user chooses another component, and clears the previous component's
 * values. Without an account, the ServiceAccount gets the name of the component. If the user returns to a form, it stays as it is. Until the form is
 * filled, `isStarting` is true: what the user typed meanwhile would be overwritten.
 */
export function useAccessStart({ formData = {}, onChange }: AccessFormProps) {
  const component = textOf(formData, 'component');
  const filledFor = useRef(formData.cluster ? component : undefined);
  const { value, error, loading, reload } = useComponentAccounts(
    component && fullRef(component),
  );
  const start = (account: IamServiceAccount | undefined) =>
    onChange({
      ...formData,
      ...(account ? accessFieldsOf(account) : NO_ACCESS),
    });

  useEffect(() => {
    if (!component || !value || filledFor.current === component) return;
    const before = filledFor.current;
    filledFor.current = component;
    if (value.length > 0) {
      start(value[0]);
      return;
    }
    const kept =
      before === undefined ? formData : { ...formData, ...NO_ACCESS };
    onChange({ ...kept, name: textOf(kept, 'name') ?? nameOf(component) });
  });
  const isStarting =
    component !== undefined && loading && filledFor.current !== component;
  return { accounts: value ?? [], error, reload, start, isStarting };
}
