import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure } from '../../../../dev/fixtures/irsaBackend';
import { broken } from '../../../../dev/fixtures/serviceAccounts';
import { renderTab, section } from '../../../__testUtils__/renderTab';

const ERROR =
  'AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity';

async function form() {
  const diagnose = await section('Diagnose');
  const text = diagnose.getByRole('textbox', {
    name: "Paste an error from a pod's log",
  });
  const button = diagnose.getByRole('button', { name: 'Diagnose' });
  return { diagnose, text, button };
}

describe('a diagnosis', () => {
  it('says what was understood, and ranks the faults with what to do', async () => {
    const user = userEvent.setup();
    const backend = renderTab([broken]);
    const { diagnose, text, button } = await form();
    expect(text).toHaveAccessibleDescription('The text is not stored.');
    expect(text).toHaveAttribute('maxlength', '20000');
    expect(button).toBeDisabled();

    text.focus();
    await user.keyboard(ERROR);
    await user.tab();
    await user.keyboard('{Enter}');

    const understood = await diagnose.findByRole('list', {
      name: 'Recognized text',
    });
    expect(understood).toHaveTextContent(
      `${ERROR}AWS STS does not let the pod be the role.Action: sts:AssumeRoleWithWebIdentity`,
    );
    const candidates = within(
      diagnose.getByRole('list', { name: 'Likely faults' }),
    ).getAllByText(/^(Confirmed|Possible|Ruled out)$/);
    expect(candidates.map(candidate => candidate.textContent)).toEqual([
      'Confirmed',
      'Possible',
      'Ruled out',
    ]);
    const [confirmed, possible, ruledOut] = candidates.map(candidate =>
      candidate.closest('li'),
    );
    expect(confirmed).toHaveTextContent(
      'The trust policy names another namespace or ServiceAccountThe trust policy names namespace staging, not production.How to fixLet production/shipping in.aws iam get-role',
    );
    expect(possible).toHaveTextContent(
      'How to fixLook at the conditions of the trust policy.',
    );
    expect(ruledOut).not.toHaveTextContent('How to fix');
    expect(backend).toHaveBeenCalledWith(
      expect.stringMatching(/\/service-accounts\/broken\/diagnoses$/),
      expect.objectContaining({ body: JSON.stringify({ text: ERROR }) }),
    );
  });

  it('says so when nothing was recognized', async () => {
    renderTab([broken]);
    const { diagnose, text, button } = await form();
    await userEvent.type(text, 'out of memory');
    await userEvent.click(button);
    expect(
      await diagnose.findByText(/^Nothing in the text was recognized/),
    ).toBeInTheDocument();
    expect(
      diagnose.getByText('No known fault fits the text.'),
    ).toBeInTheDocument();
  });

  it('says that it is at work', async () => {
    renderTab([broken], {
      override: path =>
        path.endsWith('/diagnoses') ? new Promise(() => {}) : undefined,
    });
    const { text, button } = await form();
    await userEvent.type(text, 'x');
    await userEvent.click(button);
    expect(
      await screen.findByText('Reading the text and checking every link…'),
    ).toBeInTheDocument();
  });

  it.each([
    [403, 'NotAllowedError', 'You may not ask for a diagnosis: Because.'],
    [429, 'TooManyRequestsError', 'The diagnosis failed: Because.'],
  ])('says why there is none: %i', async (status, name, words) => {
    renderTab([broken], {
      override: path =>
        path.endsWith('/diagnoses')
          ? failure(status, name, 'Because.')
          : undefined,
    });
    const { diagnose, text, button } = await form();
    await userEvent.type(text, 'x');
    await userEvent.click(button);
    expect(await diagnose.findByText(words)).toBeInTheDocument();
  });
});
