import { type Deed, OperationProgress } from './OperationProgress';
import type { OperationRun } from './useOperation';

/**
 * Shows that an operation continues although its dialog is closed, or why it failed, without its steps. Renders nothing after it succeeded, because
 * the page then shows the result.
 */
export function ClosedRun(props: { run: OperationRun; does: Deed }) {
  const { run, does } = props;
  if (run.operation?.status === 'succeeded') return null;
  return <OperationProgress run={run} does={does} isShort />;
}
