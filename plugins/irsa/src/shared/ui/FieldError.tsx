import { Text } from '@backstage/ui';
import { RiErrorWarningLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { IconRow } from './IconRow';

/** The error of a field or of the last action. Screen readers announce it immediately. */
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
