import { screen } from '@testing-library/react';
import { accessOf } from '../../../../dev/fixtures/governance/details';
import { json } from '../../../../dev/fixtures/irsaBackend';
import {
  FIRST_RENDER,
  renderFleet,
  smallFleet,
} from '../../../__testUtils__/renderFleet';

it('names roles of the same name in two accounts as two steps', async () => {
  const complain = jest.spyOn(console, 'error').mockImplementation(() => {});
  const access = accessOf(smallFleet());
  const holder = access.items.find(({ kind }) => kind === 'account')!;
  const through = ['111122223333', '444455556666'].map(account => ({
    ...{ kind: 'role' as const, name: 'deploy', id: `deploy-${account}` },
    arn: `arn:aws:iam::${account}:role/deploy`,
  }));
  renderFleet('/irsa/access?action=s3:GetObject&resource=arn:aws:s3:::a/b', {
    override: path =>
      path === '/access'
        ? json({ ...access, items: [{ ...holder, through }] })
        : undefined,
  });
  expect(
    await screen.findAllByRole('link', { name: 'deploy' }, FIRST_RENDER),
  ).toHaveLength(2);
  expect(complain.mock.calls.join()).not.toContain('same key');
  complain.mockRestore();
});
