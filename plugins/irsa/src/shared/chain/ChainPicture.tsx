import type { Link } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowRightLine } from '@remixicon/react';
import type { LinkView } from './chainLinks';
import { irsaTranslationRef } from '../../translation';
import styles from './ChainPicture.module.css';
import { LinkButton } from './LinkButton';

/** A picture of the chain. Its links run from left to right, or from top to bottom on narrow screens. */
export function ChainPicture(props: {
  views: readonly LinkView[];
  open: Link | undefined;
  detailId: string;
  onPress: (link: Link) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { views } = props;
  const blockerOf = ({ blockedBy }: LinkView) =>
    blockedBy === undefined
      ? undefined
      : views.find(({ checks }) => checks.some(({ id }) => id === blockedBy));
  return (
    <ol className={styles.chain} aria-label={t('chain.list')}>
      {views.map((view, index) => (
        <li key={view.link} className={styles.item}>
          {index > 0 && (
            <RiArrowRightLine aria-hidden size={14} className={styles.arrow} />
          )}
          <LinkButton
            view={view}
            blocker={blockerOf(view)?.link}
            isOpen={props.open === view.link}
            controls={props.detailId}
            onPress={() => props.onPress(view.link)}
          />
        </li>
      ))}
    </ol>
  );
}
