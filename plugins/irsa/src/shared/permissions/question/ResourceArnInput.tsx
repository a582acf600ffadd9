import type { EffectiveService } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { irsaTranslationRef } from '../../../translation';
import { SuggestionInput } from '../../ui/SuggestionInput';
import { resourceChoices } from './resourceChoices';

/** The input for a resource. Suggests the resources that the policies name, and accepts others. */
export function ResourceArnInput(props: {
  value: string;
  action: string;
  services: readonly EffectiveService[];
  /** The validation error of the resource. */
  error?: string;
  onChange: (resource: string) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { services, action } = props;
  const choices = useMemo(
    () => resourceChoices(services, action),
    [services, action],
  );
  return (
    <SuggestionInput
      label={t('ask.resource')}
      hint={t('field.required')}
      description={t('ask.resourceDescription')}
      text={props.value}
      suggestions={choices.map(resource => ({ id: resource, label: resource }))}
      isNarrowed={false}
      isRequired
      error={props.error}
      onType={props.onChange}
    />
  );
}
