import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { Text } from '@backstage/ui';
import { RiShieldCrossLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { irsaTranslationRef } from '../../translation';
import { Ago } from '../ui/Ago';
import noteStyles from './delivery/Note.module.css';
import { IconRow } from '../ui/IconRow';

/** Since when an account has no AWS access, by whom and why. Nothing when it is not cut off. */
export function CutOffNote(props: {
  account: IamServiceAccount;
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { cutOff } = props.account;
  if (!cutOff) return null;
  const { at, by: user, reason } = cutOff;
  return (
    <section
      className={noteStyles.note}
      data-tone="danger"
      aria-label={t('cutOff.label')}
    >
      <IconRow icon={RiShieldCrossLine} size={18}>
        <Text variant="body-small" weight="bold">
          {t('cutOff.since', { user, ago: <Ago at={at} /> })}
        </Text>
      </IconRow>
      <Text variant="body-small">{t('ownership.reason', { reason })}</Text>
      <Text variant="body-small">{t('cutOff.text')}</Text>
      {props.children}
    </section>
  );
}
