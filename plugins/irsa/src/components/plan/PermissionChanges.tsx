import type {
  PermissionChange,
  PlannedPermissions,
} from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  RiAddLine,
  RiSubtractLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import { RiskLine } from '../EntityAccessCard/RiskLine';
import { IconRow } from '../IconRow';
import { irsaTranslationRef } from '../../translation';
import styles from './Plan.module.css';

function Changes(props: {
  title: string;
  changes: readonly PermissionChange[];
  icon: RemixiconComponentType;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { title, changes, icon } = props;
  if (changes.length === 0) return null;
  return (
    <div>
      <Text as="h4" weight="bold">
        {title}
      </Text>
      <ul className={styles.list}>
        {changes.map(change => (
          <li key={`${change.service} ${change.level}`}>
            <IconRow icon={icon}>
              <Text variant="body-small">
                {t('plan.change', {
                  service: change.title,
                  level: t(`levelName.${change.level}`),
                  actions: change.actions.join(', '),
                  resources: change.resources.join(', '),
                })}
              </Text>
            </IconRow>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the service will newly be able to do, what no longer, and the risks that come with it. */
export function PermissionChanges(props: { permissions: PlannedPermissions }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { gained, lost, risks } = props.permissions;
  return (
    <>
      <Changes title={t('plan.gained')} changes={gained} icon={RiAddLine} />
      <Changes title={t('plan.lost')} changes={lost} icon={RiSubtractLine} />
      <RiskLine risks={risks} />
    </>
  );
}
