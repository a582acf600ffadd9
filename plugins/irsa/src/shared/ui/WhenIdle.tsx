import type { ReactNode } from 'react';
import { useIdle } from './useIdle';

/** Renders its children when the page is idle. For content below the visible part of the window, so that the content above is usable sooner. */
export function WhenIdle({ children }: { children: ReactNode }) {
  return useIdle(true) ? <>{children}</> : null;
}
