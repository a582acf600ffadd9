import { mockServices } from '@backstage/backend-test-utils';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { VerificationSignals } from './VerificationSignals';

const settled = () => new Promise(resolve => setImmediate(resolve));

function announcing(publish: SignalsService['publish']) {
  const logger = mockServices.logger.mock();
  return new VerificationSignals({ signals: { publish }, logger });
}

it('broadcasts only the ID and the state', async () => {
  const publish = jest.fn(async () => {});
  expect(await announcing(publish).during('id', async () => 'done')).toBe(
    'done',
  );
  await settled();
  expect(publish.mock.calls).toEqual(
    ['running', 'done'].map(state => [
      {
        recipients: { type: 'broadcast' },
        channel: 'irsa:verification',
        message: { id: 'id', state },
      },
    ]),
  );
});

it('signals the end of a failed verification', async () => {
  const publish = jest.fn(async () => {});
  const failing = announcing(publish).during('id', async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await settled();
  expect(publish).toHaveBeenCalledTimes(2);
  expect(publish).toHaveBeenLastCalledWith(
    expect.objectContaining({ message: { id: 'id', state: 'done' } }),
  );
});

it('continues when signals cannot be sent', async () => {
  const broken = announcing(async () => {
    throw new Error('no bus');
  });
  expect(await broken.during('id', async () => 1)).toBe(1);
  const silent = announcing(() => new Promise(() => {}));
  expect(await silent.during('id', async () => 2)).toBe(2);
});
