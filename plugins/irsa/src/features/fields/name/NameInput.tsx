import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { TextField } from '@backstage/ui';
import { useCallback } from 'react';
import { FieldError } from '../../../shared/ui/FieldError';
import { useDebounced } from '../../../shared/ui/useDebounced';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { FieldFrame } from '../FieldFrame';
import { useFormSpec } from '../plan/formSpec';
import { isOfName } from '../plan/ofField';
import { SETTLE_MS, usePlan } from '../plan/usePlan';
import { isTaken } from './isTaken';
import type { NameFieldProps } from './nameSchema';

/** Returns the template's error message if the name does not match its pattern. */
function patternError({ formData = '', schema }: NameFieldProps) {
  const { pattern, errorMessage } = schema;
  if (formData === '' || !pattern || new RegExp(pattern, 'u').test(formData)) {
    return undefined;
  }
  return String(errorMessage?.pattern ?? pattern);
}

/** Whether the catalog already has a component with the name. Checked after the user stops typing. */
function useTaken(name: string | undefined): boolean {
  const catalogApi = useApi(catalogApiRef);
  const settled = useDebounced(name, SETTLE_MS);
  const load = useCallback(
    async () =>
      settled && (await isTaken(catalogApi, settled)) ? settled : undefined,
    [catalogApi, settled],
  );
  const { value } = useLoaded(load);
  return value !== undefined && value === name;
}

/** Returns the first error of the name: a mismatch with the template's pattern, an existing component with the name, or a violation of the plan. */
function useObjection(field: NameFieldProps): string | undefined {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { formData, formContext, uiSchema } = field;
  const options = uiSchema['ui:options'];
  const malformed = patternError(field);
  const isWanted = options?.newComponent && malformed === undefined;
  const taken = useTaken(isWanted ? formData : undefined);
  const spec = useFormSpec(formContext?.formData, options);
  const { value: plan, isCurrent } = usePlan(
    malformed === undefined ? spec : undefined,
  );
  if (malformed !== undefined) return malformed;
  if (taken) return t('name.taken', { name: String(formData) });
  return isCurrent ? plan?.violations.find(isOfName)?.message : undefined;
}

/** The input for the name of a ServiceAccount. Shows errors of the name immediately. */
export function NameInput(props: NameFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { formData = '', schema } = props;
  const against = useObjection(props);
  return (
    <FieldFrame field={props} description="">
      <TextField
        id={props.idSchema?.$id}
        label={schema.title ?? t('link.service-account')}
        isRequired={props.required}
        secondaryLabel={props.required ? t('field.required') : undefined}
        isDisabled={props.disabled}
        isInvalid={against !== undefined || Boolean(props.rawErrors?.length)}
        value={formData}
        onChange={text => props.onChange(text || undefined)}
      />
      {against !== undefined && <FieldError>{against}</FieldError>}
    </FieldFrame>
  );
}
