import type { Grant } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../translation';
import { FieldFrame } from '../FieldFrame';
import { specOf } from '../plan/specOf';
import { usePlan } from '../plan/usePlan';
import { GrantRow } from './GrantRow';
import styles from './GrantsEditor.module.css';
import type { GrantsFieldProps } from './grantsSchema';

const EMPTY: Grant = { service: 's3', access: 'read', resource: '' };

/** What the service may do: a row for each service and resource, with what the plan says against it. */
export function GrantsEditor(props: GrantsFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { formData, onChange } = props;
  const grants: Grant[] = formData ?? [];
  const { value: plan } = usePlan(
    specOf(props.formContext?.formData, { grants }),
  );
  const set = (index: number, grant: Grant) =>
    onChange(grants.map((known, at) => (at === index ? grant : known)));

  return (
    <FieldFrame field={props} description={t('grants.description')}>
      <ul
        className={styles.rows}
        aria-label={props.schema.title ?? t('grants.title')}
      >
        {grants.map((grant, index) => (
          <li key={index}>
            <GrantRow
              index={index}
              grant={grant}
              violations={plan?.violations ?? []}
              isDisabled={props.disabled}
              onChange={changed => set(index, changed)}
              onRemove={() => onChange(grants.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <Button
        className={styles.add}
        size="small"
        variant="secondary"
        iconStart={<RiAddLine aria-hidden />}
        isDisabled={props.disabled}
        onPress={() => onChange([...grants, EMPTY])}
      >
        {t('grants.add')}
      </Button>
    </FieldFrame>
  );
}
