import { Text } from '@backstage/ui';
import { type ReactNode, useId } from 'react';
import styles from './Section.module.css';

/** A section of a page with its heading. */
export function Section(props: {
  title: string;
  /** The heading level: `h4` for a subsection. */
  as?: 'h3' | 'h4';
  className?: string;
  children: ReactNode;
}) {
  const titleId = useId();
  const { title, as = 'h3', className = styles.section, children } = props;
  return (
    <section aria-labelledby={titleId} className={className}>
      <Text
        as={as}
        variant={as === 'h3' ? 'title-x-small' : undefined}
        weight="bold"
        id={titleId}
      >
        {title}
      </Text>
      {children}
    </section>
  );
}
