import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Operation, OperationStep } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { waitForOperation } from '@backstage-irsa/plugin-irsa-node';
import { explainRefusal } from './explainRefusal';
import { stepSentence } from './stepSentence';

/** Waits for an operation, and logs each step that ends. */
export async function followOperation(
  irsa: IrsaApi,
  started: Promise<Operation>,
  { logger, signal }: { logger: LoggerService; signal?: AbortSignal },
): Promise<Operation> {
  const onStep = (step: OperationStep) => {
    if (step.status === 'succeeded') logger.info(stepSentence(step));
    if (step.status === 'failed') logger.error(stepSentence(step));
  };
  return explainRefusal(
    started.then(operation =>
      waitForOperation(irsa, operation, { signal, onStep }),
    ),
  );
}
