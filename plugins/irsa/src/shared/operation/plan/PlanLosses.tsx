import { lossesOf } from '@backstage-irsa/core/planning';
import { type Plan } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Text } from '@backstage/ui';
import { RiDeleteBinLine, RiSubtractLine } from '@remixicon/react';
import { useId } from 'react';
import { FieldError } from '../../ui/FieldError';
import { IconRow } from '../../ui/IconRow';
import planStyles from './Plan.module.css';
import { useChangeWords } from './useChangeWords';
import { irsaTranslationRef } from '../../../translation';
import styles from './PlanLosses.module.css';

/** The losses of a plan, and the checkbox that must be selected before the plan is applied. Renders nothing if there are no losses. */
export function PlanLosses(props: {
  plan: Plan;
  isConfirmed: boolean;
  isDisabled?: boolean;
  onConfirm: (isConfirmed: boolean) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const wordsOf = useChangeWords();
  const titleId = useId();
  const { plan, isConfirmed } = props;
  const { permissions, steps } = lossesOf(plan);
  const losses = [
    ...permissions.map(wordsOf),
    ...steps.map(({ summary }) => summary),
  ];
  if (losses.length === 0) return null;
  return (
    <section className={styles.losses} aria-labelledby={titleId}>
      <IconRow icon={RiDeleteBinLine} tone="danger" size={20}>
        <Text as="h4" weight="bold" id={titleId}>
          {t('losses.title')}
        </Text>
      </IconRow>
      <ul className={planStyles.list}>
        {losses.map(loss => (
          <li key={loss}>
            <IconRow icon={RiSubtractLine} tone="danger">
              <Text variant="body-small">{loss}</Text>
            </IconRow>
          </li>
        ))}
      </ul>
      <Checkbox
        isSelected={isConfirmed}
        isDisabled={props.isDisabled}
        onChange={props.onConfirm}
      >
        {t('losses.confirm')}
      </Checkbox>
      {!isConfirmed && <FieldError>{t('losses.unconfirmed')}</FieldError>}
    </section>
  );
}
