import { Text } from '@backstage/ui';
import { RiErrorWarningLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import styles from './FieldError.module.css';

/** What is wrong with a field or with what was just pressed, said at once. The colour is the icon's: as text it is too faint on some grounds. */
export function FieldError({ children }: { children: ReactNode }) {
  return (
    <Text as="p" role="alert" variant="body-small" className={styles.error}>
      <RiErrorWarningLine aria-hidden size={16} />
      <span>{children}</span>
    </Text>
  );
}
