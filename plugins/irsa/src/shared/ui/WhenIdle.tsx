import type { ReactNode } from 'react';
import { useIdle } from './useIdle';

/** What lies below the window when it opens. It is drawn once the page has nothing else to do: what is above can be used sooner. */
export function WhenIdle({ children }: { children: ReactNode }) {
  return useIdle(true) ? <>{children}</> : null;
}
