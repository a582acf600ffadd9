import { grantDefinitions } from '@backstage-irsa/core/grants';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import { irsaTranslationRef } from '../../../translation';
import { useGrantWords } from '../grants/useGrantWords';
import { wholeGrants } from '../plan/specOf';
import type { SummaryFieldProps } from './summarySchema';

/** Sets the field's value to the form's grants in words, because the review page shows only the values of fields. */
export function AccessSummary({
  formContext,
  formData,
  onChange,
}: SummaryFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const words = useGrantWords();
  const sentences = wholeGrants(formContext?.formData?.grants).map(
    ({ service, access, resource }) => {
      const definition = grantDefinitions.get(service);
      const label = definition
        ? words.access(definition).find(({ id }) => id === access)?.label
        : undefined;
      return t('summary.grant', {
        service: definition?.title ?? service,
        access: label ?? access,
        resource: `${
          definition ? words.resource(definition) : ''
        } ${resource}`.trim(),
      });
    },
  );
  const isCurrent =
    JSON.stringify(sentences) === JSON.stringify(formData ?? []);
  useEffect(() => {
    if (!isCurrent) onChange(sentences);
  });
  return null;
}
