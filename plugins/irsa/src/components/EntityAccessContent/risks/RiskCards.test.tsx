import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { degraded } from '../../../../dev/fixtures/serviceAccounts';
import { renderTab, section } from '../../../__testUtils__/renderTab';

describe('RiskCards', () => {
  it('shows each risk, the worst first', async () => {
    renderTab([degraded]);
    const risks = await section('Risks');
    const words = risks.getAllByText(/ risk:$/).map(word => word.textContent);
    expect(words).toEqual(['High risk:', 'Medium risk:', 'Low risk:']);
  });

  it('opens to the statements behind it, and goes to them', async () => {
    renderTab([degraded]);
    const risks = await section('Risks');
    await userEvent.click(
      risks.getByRole('button', { name: '2 statements behind it' }),
    );
    const statements = risks.getByRole('list', {
      name: '2 statements behind it',
    });
    expect(
      within(statements)
        .getAllByRole('button')
        .map(button => button.textContent),
    ).toEqual([
      'platform-base, statement 2',
      'orders-7f3a, statement 1 (Uploads)',
    ]);
    await userEvent.click(
      within(statements).getByRole('button', {
        name: 'platform-base, statement 2',
      }),
    );
    expect(
      screen.getByRole('region', { name: 'Document of platform-base' }),
    ).toHaveFocus();
  });
});
