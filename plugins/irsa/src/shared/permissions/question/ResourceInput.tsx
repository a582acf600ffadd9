import type { EffectiveService } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox } from '@backstage/ui';
import { useMemo } from 'react';
import { resourceChoices } from './resourceChoices';
import { irsaTranslationRef } from '../../../translation';
import { FieldError } from '../../ui/FieldError';
import styles from '../../ui/Combobox.module.css';

/** A resource, completed from those that the policies name; others may be typed too. */
export function ResourceInput(props: {
  value: string;
  action: string;
  services: readonly EffectiveService[];
  /** What is wrong with it. */
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
    <div>
      <Combobox
        className={styles.combobox}
        label={t('ask.resource')}
        description={t('ask.resourceDescription')}
        menuTrigger="input"
        allowsCustomValue
        isRequired
        isInvalid={props.error !== undefined}
        secondaryLabel={t('field.required')}
        options={choices.map(resource => ({ id: resource, label: resource }))}
        search={{ inputValue: props.value, onInputChange: props.onChange }}
      />
      {props.error !== undefined && <FieldError>{props.error}</FieldError>}
    </div>
  );
}
