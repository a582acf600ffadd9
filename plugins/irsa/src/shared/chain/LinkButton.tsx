import type { Link } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiBox3Line,
  RiFingerprintLine,
  RiKey2Line,
  RiLockUnlockLine,
  RiServerLine,
  RiShakeHandsLine,
  RiUserLine,
} from '@remixicon/react';
import type { LinkView } from './chainLinks';
import { irsaTranslationRef } from '../../translation';
import styles from './ChainPicture.module.css';
import { LinkStateBadge } from './LinkStateBadge';

const ICONS = {
  cluster: RiServerLine,
  workload: RiBox3Line,
  'service-account': RiUserLine,
  'oidc-provider': RiFingerprintLine,
  'trust-policy': RiShakeHandsLine,
  role: RiKey2Line,
  permissions: RiLockUnlockLine,
};

/** One link of the chain: its name, the object at this link, and its state. Opens the details. */
export function LinkButton(props: {
  view: LinkView;
  /** The link that must work before this one is checked. */
  blocker?: Link;
  isOpen: boolean;
  controls: string;
  onPress: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { view, blocker, isOpen } = props;
  const { link, name, state } = view;
  const Icon = ICONS[link];
  const words =
    blocker && t('chain.notCheckedBecause', { link: t(`link.${blocker}`) });
  return (
    <button
      type="button"
      className={styles.link}
      data-state={state}
      aria-expanded={isOpen}
      aria-controls={isOpen ? props.controls : undefined}
      onClick={props.onPress}
    >
      <span className={styles.title}>
        <Icon aria-hidden size={18} />
        {t(`link.${link}`)}
      </span>{' '}
      <span className={styles.name} title={name ?? undefined}>
        {name ?? (state === 'not-needed' ? '' : t('chain.nothing'))}
      </span>{' '}
      <LinkStateBadge state={state} words={words} />
    </button>
  );
}
