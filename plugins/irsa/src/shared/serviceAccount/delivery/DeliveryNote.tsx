import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RiGitPullRequestLine, RiHourglassLine } from '@remixicon/react';
import { Note } from '../../ui/Note';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../ui/Ago';
import { IconRow } from '../../ui/IconRow';
import { isRoleAwaited } from '@backstage-irsa/core/status';
import { AwaitedRoleNote } from './AwaitedRoleNote';

/**
 * Shows whether a delivery to another tool is pending or delivered. A pending delivery is not an error. Without a delivery, shows which annotation a
 * ServiceAccount that is managed elsewhere still needs, if any.
 */
export function DeliveryNote({ account }: { account: IamServiceAccount }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { delivery } = account;
  if (delivery?.state !== 'pending' && delivery?.state !== 'delivered') {
    return !delivery && isRoleAwaited(account) ? (
      <AwaitedRoleNote account={account} />
    ) : null;
  }
  const format = t(`format.${delivery.format}`);
  const ago = <Ago at={delivery.since} />;
  if (delivery.state === 'delivered') {
    return (
      <IconRow icon={RiGitPullRequestLine}>
        <Text variant="body-small">
          {t('delivery.delivered', { format, ago })}
        </Text>
      </IconRow>
    );
  }
  return (
    <Note
      label={t('delivery.label')}
      icon={RiHourglassLine}
      title={t('delivery.pending', { format, ago })}
      tone="info"
    >
      <Text variant="body-small">{t('delivery.next', { format })}</Text>
    </Note>
  );
}
