import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { type ReactNode, useId, useRef } from 'react';
import { useKeptFocus } from '../../shared/ui/useKeptFocus';
import { SlowNotice } from '../../shared/ui/SlowNotice';
import { irsaTranslationRef } from '../../translation';
import surfaceStyles from '../../shared/ui/Surface.module.css';
import styles from './AccessCard.module.css';

/** The frame of the card: its title, the overall status, the actions, and the content. */
export function AccessCard(props: {
  status?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const body = useRef<HTMLDivElement>(null);
  useKeptFocus(body);
  return (
    <Card
      role="region"
      aria-labelledby={titleId}
      className={`${styles.card} ${surfaceStyles.surface}`}
    >
      <CardHeader className={styles.header}>
        <Text as="h3" variant="title-x-small" weight="bold" id={titleId}>
          {t('card.title')}
        </Text>
        <div className={styles.actions}>
          {props.status}
          {props.action}
        </div>
      </CardHeader>
      <CardBody>
        <div ref={body} className={styles.body}>
          {props.children}
          <SlowNotice />
        </div>
      </CardBody>
    </Card>
  );
}
