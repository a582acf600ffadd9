import {
  formatServiceAccountRef,
  parseServiceAccountAnnotation,
  SERVICE_ACCOUNT_ANNOTATION,
  type IamServiceAccount,
  type PlanStep,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import {
  RiAlertLine,
  RiDeleteBinLine,
  RiPencilLine,
  RiShieldCheckLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { useId } from 'react';
import { changingSteps } from '../../../shared/operation/plan/changingSteps';
import { irsaTranslationRef } from '../../../translation';
import { IconRow } from '../../../shared/ui/IconRow';
import styles from './DeletionPlan.module.css';

interface Line {
  id: string;
  icon: RemixiconComponentType;
  words: string;
}

function Lines(props: { title: string; lines: readonly Line[] }) {
  const titleId = useId();
  return (
    <div>
      <Text as="h3" variant="body-medium" weight="bold" id={titleId}>
        {props.title}
      </Text>
      <ul className={styles.lines} aria-labelledby={titleId}>
        {props.lines.map(({ id, icon, words }) => (
          <li key={id}>
            <IconRow icon={icon}>
              <Text variant="body-small">{words}</Text>
            </IconRow>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useNamedByEntity(account: IamServiceAccount): boolean {
  const { entity } = useEntity();
  const { refs } = parseServiceAccountAnnotation(
    entity.metadata.annotations?.[SERVICE_ACCOUNT_ANNOTATION] ?? '',
  );
  const ref = formatServiceAccountRef(account);
  return refs.some(named => formatServiceAccountRef(named) === ref);
}

/** The plan of a deletion: the resources to delete, the affected pods, and the resources to keep with the reasons. */
export function DeletionPlan(props: {
  account: IamServiceAccount;
  steps: readonly PlanStep[];
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, steps } = props;
  const isNamed = useNamedByEntity(account);
  const pods = account.workloads?.pods;
  const going = changingSteps(steps);
  const staying = steps.filter(({ action }) => action === 'none');
  const stays = (id: string, words: string): Line => ({
    id,
    icon: RiShieldCheckLine,
    words,
  });
  return (
    <>
      {going.length > 0 ? (
        <Lines
          title={t('remove.goes')}
          lines={going.map(({ id, action, summary }) => ({
            id,
            icon: action === 'delete' ? RiDeleteBinLine : RiPencilLine,
            words: summary,
          }))}
        />
      ) : (
        <Text variant="body-small">{t('remove.nothing')}</Text>
      )}
      {pods !== 0 && (
        <IconRow icon={RiAlertLine}>
          <Text variant="body-small">
            {pods === undefined
              ? t('remove.podsUnread')
              : t('remove.pods', { count: pods })}
          </Text>
        </IconRow>
      )}
      <Lines
        title={t('remove.stays')}
        lines={[
          ...staying.map(({ id, summary }) => stays(id, summary)),
          stays('always', t('remove.always')),
          ...(isNamed
            ? [
                stays(
                  'annotation',
                  t('remove.annotation', {
                    annotation: SERVICE_ACCOUNT_ANNOTATION,
                  }),
                ),
              ]
            : []),
        ]}
      />
    </>
  );
}
