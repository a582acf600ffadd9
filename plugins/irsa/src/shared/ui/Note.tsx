import { Text } from '@backstage/ui';
import type { RemixiconComponentType } from '@remixicon/react';
import type { ReactNode } from 'react';
import { IconRow } from './IconRow';
import styles from './Note.module.css';

/** A box with information that the user needs before the rest of the page. */
export function Note(props: {
  /** The topic of the note, used as the accessible name of its region. */
  label: string;
  icon: RemixiconComponentType;
  title: ReactNode;
  tone?: 'info' | 'warning' | 'danger';
  children?: ReactNode;
}) {
  return (
    <section
      className={styles.note}
      data-tone={props.tone}
      aria-label={props.label}
    >
      <IconRow icon={props.icon} size={18}>
        <Text variant="body-small" weight="bold">
          {props.title}
        </Text>
      </IconRow>
      {props.children}
    </section>
  );
}
