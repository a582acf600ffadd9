import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useEffect, useRef } from 'react';
import { useComponentAccounts } from '../useComponentAccounts';
import { fullRef, textOf } from '../plan/specOf';
import { accessFieldsOf, NO_ACCESS } from './accessFields';
import type { AccessFormProps } from './accessSchema';

/**
 * Fills a form from the first IAM service account of its component when another component is chosen, and empties it of what the one before had. A
 * form that is come back to stays as it is.
 */
export function useAccessStart({ formData = {}, onChange }: AccessFormProps) {
  const component = textOf(formData, 'component');
  const filledFor = useRef(formData.cluster ? component : undefined);
  const { value, error, reload } = useComponentAccounts(
    component && fullRef(component),
  );
  const start = (account: IamServiceAccount | undefined) =>
    onChange({
      ...formData,
      ...(account ? accessFieldsOf(account) : NO_ACCESS),
    });

  useEffect(() => {
    if (!value || filledFor.current === component) return;
    const before = filledFor.current;
    filledFor.current = component;
    if (value.length > 0 || before !== undefined) start(value[0]);
  });
  return { accounts: value ?? [], error, reload, start };
}
