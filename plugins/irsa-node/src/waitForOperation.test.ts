import { ResponseError } from '@backstage/errors';
import type { Operation, OperationStep } from '@backstage-irsa/core/model';
import { waitForOperation } from './waitForOperation';

const step = (
  id: string,
  status: OperationStep['status'],
  message?: string,
): OperationStep => ({
  ...{ id, action: 'create', target: { kind: 'role', name: id } },
  ...{ diff: [], summary: `Create ${id}`, status, message },
});

const operation = (
  status: Operation['status'],
  steps: OperationStep[],
  rest: Partial<Operation> = {},
): Operation => ({
  ...{ id: 'op-1', status, steps, createdAt: '2026-11-24T12:00:00.000Z' },
  ...rest,
});

/** Answers one read after another; errors are thrown. */
function reading(...answers: (Operation | Error)[]) {
  return {
    getOperation: jest.fn(async (_id: string) => {
      const answer = answers.shift();
      if (!answer || answer instanceof Error) throw answer;
      return answer;
    }),
  };
}

const refused = (status: number) =>
  ResponseError.fromResponse(new Response('', { status }));

describe('waitForOperation', () => {
  it('calls back once for each new state of a step', async () => {
    const ended = operation('succeeded', [
      step('role', 'succeeded', 'Created role'),
      step('sa', 'succeeded'),
    ]);
    const irsa = reading(
      operation('running', [step('role', 'running'), step('sa', 'pending')]),
      operation('running', [step('role', 'running'), step('sa', 'pending')]),
      ended,
    );
    const seen: string[] = [];
    await expect(
      waitForOperation(
        irsa,
        operation('running', [step('role', 'pending'), step('sa', 'pending')]),
        { onStep: ({ id, status }) => seen.push(`${id} ${status}`) },
      ),
    ).resolves.toBe(ended);
    expect(seen).toEqual(['role running', 'role succeeded', 'sa succeeded']);
    expect(irsa.getOperation.mock.calls).toEqual([
      ['op-1'],
      ['op-1'],
      ['op-1'],
    ]);
  });

  it('rejects with the error of the operation, after its step', async () => {
    const onStep = jest.fn();
    const failed = operation('failed', [step('role', 'failed', 'In use')], {
      error: { name: 'ConflictError', message: 'Role is in use' },
    });
    await expect(
      waitForOperation(reading(), failed, { onStep }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('Role is in use'),
      stack: expect.any(String),
    });
    expect(onStep).toHaveBeenCalledWith(
      expect.objectContaining({ status: 'failed', message: 'In use' }),
    );
  });

  it('retries while the backend is unavailable', async () => {
    const irsa = reading(
      await refused(503),
      new TypeError('fetch failed'),
      operation('succeeded', []),
    );
    await expect(
      waitForOperation(irsa, operation('running', [])),
    ).resolves.toMatchObject({ status: 'succeeded' });
    expect(irsa.getOperation).toHaveBeenCalledTimes(3);
  });

  it('does not retry what the backend refuses', async () => {
    const irsa = reading(await refused(403));
    await expect(
      waitForOperation(irsa, operation('running', [])),
    ).rejects.toMatchObject({ statusCode: 403 });
    expect(irsa.getOperation).toHaveBeenCalledTimes(1);
  });

  it('stops when the signal aborts', async () => {
    const irsa = reading();
    await expect(
      waitForOperation(irsa, operation('running', [step('role', 'running')]), {
        signal: AbortSignal.abort(),
      }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(irsa.getOperation).not.toHaveBeenCalled();
  });
});
