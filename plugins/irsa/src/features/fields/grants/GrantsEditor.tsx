import type { Grant, Plan } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useEffect, useRef } from 'react';
import { useKeptFocus } from '../../../shared/ui/useKeptFocus';
import { irsaTranslationRef } from '../../../translation';
import { FieldFrame } from '../FieldFrame';
import { useFormSpec } from '../plan/formSpec';
import { isWhole } from '../plan/specOf';
import { usePlan } from '../plan/usePlan';
import { ResourceHint } from '../resources/ResourceHint';
import { useOwnedResources } from '../resources/useOwnedResources';
import { GrantRow } from './GrantRow';
import styles from './GrantsEditor.module.css';
import type { GrantsFieldProps } from './grantsSchema';

const EMPTY: Grant = { service: 's3', access: 'read', resource: '' };

/** Returns the plan's violations for a row. The plan contains only the complete rows. */
function violationsOf(plan: Plan | undefined, grants: Grant[], index: number) {
  const position = grants.slice(0, index).filter(isWhole).length;
  return isWhole(grants[index])
    ? (plan?.violations ?? []).filter(({ field }) =>
        field.startsWith(`grants[${position}]`),
      )
    : [];
}

/** The editor for the AWS permissions of the service: a row for each service and resource, with the plan's violations. */
export function GrantsEditor(props: GrantsFieldProps) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { formData, onChange } = props;
  const rows = useRef<HTMLUListElement>(null);
  useKeptFocus(rows);
  const grants: Grant[] = (formData ?? []).map(row => ({ ...EMPTY, ...row }));
  const spec = useFormSpec(
    props.formContext?.formData,
    props.uiSchema['ui:options'],
  );
  const { value, isCurrent } = usePlan(spec);
  // The violations of an outdated plan do not apply to the current form, and would keep it from being submitted.
  const plan = isCurrent ? value : undefined;
  const owned = useOwnedResources(spec);
  const set = (index: number, grant: Grant) =>
    onChange(grants.map((known, at) => (at === index ? grant : known)));

  const unfilled = formData?.some(row => row.service === undefined);
  useEffect(() => {
    // The form creates as many empty rows as the template's minimum.
    if (unfilled) onChange(grants);
  });

  return (
    <FieldFrame field={props} description={t('grants.description')}>
      <ResourceHint owned={owned} />
      <ul
        ref={rows}
        className={styles.rows}
        aria-label={props.schema.title ?? t('grants.title')}
      >
        {grants.map((grant, index) => (
          <li key={index}>
            <GrantRow
              index={index}
              grant={grant}
              violations={violationsOf(plan, grants, index)}
              owned={owned}
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
