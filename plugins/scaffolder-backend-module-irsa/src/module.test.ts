import { startTestBackend } from '@backstage/backend-test-utils';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import module from './index';

describe('the module', () => {
  it('adds its actions to the scaffolder', async () => {
    const addActions = jest.fn();
    const backend = await startTestBackend({
      extensionPoints: [[scaffolderActionsExtensionPoint, { addActions }]],
      features: [module],
    });

    expect(addActions.mock.calls.flat().map(({ id }) => id)).toEqual([
      'irsa:repository:locate',
      'irsa:service-account:create',
      'irsa:service-account:delete',
      'irsa:service-account:hand-over',
      'irsa:service-account:migrate',
      'irsa:service-account:render',
      'irsa:service-account:verify',
    ]);
    await backend.stop();
  });
});
