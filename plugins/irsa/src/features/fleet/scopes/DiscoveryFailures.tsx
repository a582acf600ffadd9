import type { DiscoveredPlace } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiErrorWarningLine } from '@remixicon/react';
import { Note } from '../../../shared/ui/Note';
import { irsaTranslationRef } from '../../../translation';
import styles from '../drawer/Drawer.module.css';

/** The places where cluster discovery failed, with the reasons and remediations. Renders nothing if there are none. */
export function DiscoveryFailures(props: {
  places: readonly DiscoveredPlace[];
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const failed = props.places.filter(({ failure }) => failure);
  if (failed.length === 0) return null;
  const title = t('discovery.failed', { count: failed.length });
  return (
    <Note label={title} icon={RiErrorWarningLine} title={title} tone="warning">
      <ul className={styles.list}>
        {failed.map(({ supplier, place, failure, remediation }) => (
          <li key={`${supplier}/${place}`} className={styles.item}>
            <Text as="span" variant="body-small" weight="bold">
              {supplier} {place}
            </Text>
            <Text as="span" variant="body-small">
              {failure}
            </Text>
            {remediation && (
              <Text as="span" variant="body-small">
                {remediation}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Note>
  );
}
