import type {
  PermissionChange,
  PlannedPermissions,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiAddLine,
  RiSubtractLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { RiskLine } from '../../permissions/risks/RiskLine';
import { IconRow } from '../../ui/IconRow';
import { irsaTranslationRef } from '../../../translation';
import styles from './Plan.module.css';
import { useChangeWords } from './useChangeWords';

function Changes(props: {
  title: string;
  changes: readonly PermissionChange[];
  icon: RemixiconComponentType;
  tone?: 'danger';
}) {
  const wordsOf = useChangeWords();
  const { title, changes, icon, tone } = props;
  if (changes.length === 0) return null;
  return (
    <div>
      <Text as="h4" weight="bold">
        {title}
      </Text>
      <ul className={styles.list}>
        {changes.map(change => (
          <li key={`${change.service} ${change.level}`}>
            <IconRow icon={icon} tone={tone}>
              <Text variant="body-small">{wordsOf(change)}</Text>
            </IconRow>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The permissions that the service gains and loses, and the risks of its new permissions. */
export function PermissionChanges(props: { permissions: PlannedPermissions }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { gained, lost, risks } = props.permissions;
  return (
    <>
      <Changes title={t('plan.gained')} changes={gained} icon={RiAddLine} />
      <Changes
        title={t('plan.lost')}
        changes={lost}
        icon={RiSubtractLine}
        tone="danger"
      />
      <RiskLine risks={risks} />
    </>
  );
}
