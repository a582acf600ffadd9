import { grantDefinitions } from '@backstage-irsa/core/grants';
import { type Grant, type Violation } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Select, TextField } from '@backstage/ui';
import { RiDeleteBinLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import { FieldError } from '../../../shared/ui/FieldError';
import { useObjection } from '../resources/useObjection';
import type { OwnedResources } from '../resources/useOwnedResources';
import { useGrantWords } from './useGrantWords';
import styles from './GrantsEditor.module.css';

const SERVICES = [...grantDefinitions.values()].map(({ service, title }) => ({
  id: service,
  label: title,
}));

/** One grant: inputs for its service, access, and resource, with the first error. */
export function GrantRow(props: {
  index: number;
  grant: Grant;
  violations: readonly Violation[];
  /** The AWS resources that the user may name; undefined while unknown. */
  owned?: OwnedResources;
  isDisabled?: boolean;
  onChange: (grant: Grant) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const words = useGrantWords();
  const { index, grant, isDisabled } = props;
  const definition = grantDefinitions.get(grant.service);
  const against = useObjection()(grant, props.owned, props.violations);
  const number = String(index + 1);

  const chooseService = (service: string) => {
    const [access = ''] = Object.keys(
      grantDefinitions.get(service)?.access ?? {},
    );
    props.onChange({ service, access, resource: '' });
  };

  return (
    <div
      className={styles.row}
      role="group"
      aria-label={t('grants.row', { number })}
    >
      <div className={styles.inputs}>
        <Select
          label={t('grants.service')}
          options={SERVICES}
          value={grant.service}
          isDisabled={isDisabled}
          onChange={key => chooseService(String(key))}
        />
        <Select
          className={styles.access}
          label={t('grants.access')}
          options={definition ? words.access(definition) : []}
          value={grant.access}
          isDisabled={isDisabled}
          onChange={key => props.onChange({ ...grant, access: String(key) })}
        />
        <TextField
          className={styles.resource}
          label={t('grants.resource', {
            resource: definition ? words.resource(definition) : '',
          })}
          value={grant.resource}
          isDisabled={isDisabled}
          isInvalid={against !== undefined}
          onChange={resource => props.onChange({ ...grant, resource })}
        />
        <ButtonIcon
          variant="tertiary"
          aria-label={t('grants.remove', { number })}
          icon={<RiDeleteBinLine aria-hidden />}
          isDisabled={isDisabled}
          onPress={props.onRemove}
        />
      </div>
      {against !== undefined && <FieldError>{against}</FieldError>}
    </div>
  );
}
