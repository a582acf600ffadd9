import { Text } from '@backstage/ui';
import { RiErrorWarningLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { IconRow } from './IconRow';

/** What is wrong with a field or with what was just pressed, said at once. */
export function FieldError({ children }: { children: ReactNode }) {
  return (
    <div role="alert">
      <IconRow icon={RiErrorWarningLine} tone="danger">
        <Text as="p" variant="body-small">
          {children}
        </Text>
      </IconRow>
    </div>
  );
}
