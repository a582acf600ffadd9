import { createMockDirectory } from '@backstage/backend-test-utils';
import { serviceAccountId, type HandOver } from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { irsaService } from '../__testUtils__/fixtures';
import { inputOf, runAction } from '../__testUtils__/runExample';
import { createServiceAccountHandOverAction } from './serviceAccountHandOver';
import { examples } from './serviceAccountHandOver.examples';

const id = serviceAccountId({
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'orders',
});
const input = inputOf(examples[0]);
const answer: HandOver = {
  to: 'terraform',
  files: [{ path: 'ack.yaml', content: 'kind: Role\n' }],
  notes: ['Its plan must say that nothing is destroyed.'],
};

describe('irsa:service-account:hand-over', () => {
  const workspace = createMockDirectory();
  beforeEach(() => workspace.clear());
  const run = (
    handOver: IrsaApi['handOverServiceAccount'],
    context: Parameters<typeof runAction>[2] = {},
  ) =>
    runAction(
      createServiceAccountHandOverAction({
        irsa: irsaService({ handOverServiceAccount: handOver }),
      }),
      input,
      { workspacePath: workspace.path, ...context },
    );

  it('writes the files, and says what to do with them', async () => {
    const handOver = jest.fn(async () => answer);
    const { log, output, error } = await run(handOver);
    expect(error).toBeUndefined();
    expect(handOver).toHaveBeenCalledWith(id, 'terraform');
    expect(workspace.content()).toEqual({
      deploy: { aws: { 'ack.yaml': 'kind: Role\n' } },
    });
    expect(output).toEqual({
      files: ['deploy/aws/ack.yaml'],
      notes: answer.notes,
    });
    expect(log).toEqual([
      'info Wrote deploy/aws/ack.yaml',
      `info ${answer.notes[0]}`,
    ]);
  });

  it('begins nothing in a dry run', async () => {
    const handOver = jest.fn(async () => answer);
    const { log } = await run(handOver, { isDryRun: true });
    expect(handOver).not.toHaveBeenCalled();
    expect(workspace.content()).toEqual({});
    expect(log).toEqual([
      'info Planned: hand prod-eu/shop/orders over to terraform',
    ]);
  });
});
