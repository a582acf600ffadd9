import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure } from '../../../../dev/fixtures/irsaBackend';
import { verified } from '../../../../dev/fixtures/serviceAccounts';
import { section, tabReading } from '../../../__testUtils__/renderTab';
import { fill } from '../../../__testUtils__/fill';

const renderTab = tabReading('permissions');

const UPLOAD = 'arn:aws:s3:::orders-uploads/invoice.pdf';

async function fillIn(action: string, resource: string) {
  const user = userEvent.setup();
  const canIt = await section('Can it …?');
  const actionField = canIt.getByRole('combobox', { name: /Action/ });
  await user.click(actionField);
  await user.paste(action);
  await user.tab();
  await user.paste(resource);
  await user.tab();
  await user.click(canIt.getByRole('button', { name: 'Ask' }));
  return { user, canIt, actionField };
}

describe('QuestionForm', () => {
  it('completes actions from the backend and resources from the policies, by keyboard only', async () => {
    const user = userEvent.setup();
    const backend = renderTab([verified]);
    const canIt = await section('Can it …?');
    const action = canIt.getByRole('combobox', { name: /Action/ });
    await user.click(action);
    await user.keyboard('s3:put');
    expect(
      await screen.findByRole('option', { name: 's3:PutObjectAcl' }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('option')).toHaveLength(2);
    const asked = () =>
      backend.mock.calls
        .map(([url]) => new URL(String(url)))
        .filter(({ pathname }) => pathname.endsWith('/actions'))
        .map(({ search }) => search);
    // The number of intermediate requests depends on the typing speed.
    await waitFor(() => expect(asked().at(-1)).toBe('?prefix=s3%3Aput'));
    await user.keyboard('{ArrowDown}{Enter}');
    expect(action).toHaveValue('s3:PutObject');

    await user.tab();
    const resource = canIt.getByRole('combobox', { name: /Resource/ });
    expect(resource).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(
      (await screen.findAllByRole('option')).map(option => option.textContent),
    ).toEqual([
      'arn:aws:s3:::orders-uploads',
      'arn:aws:s3:::orders-uploads/*',
      'arn:aws:s3:::orders-uploads/private/*',
      '*',
    ]);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(resource).toHaveValue('arn:aws:s3:::orders-uploads/*');
    await user.keyboard('{Enter}');
    expect(
      await canIt.findByRole('group', { name: 'By the policies read' }),
    ).toHaveTextContent('Allowed');
  });

  it('says that actions cannot be completed, and can still be submitted', async () => {
    renderTab([verified], {
      override: path =>
        path.startsWith('/actions')
          ? failure(503, 'ServiceUnavailableError', 'The catalogue is gone.')
          : undefined,
    });
    const { canIt } = await fillIn('s3:PutObject', UPLOAD);
    await waitFor(() =>
      expect(
        canIt.getByText(
          'Could not read the list of actions: The catalogue is gone.',
        ),
      ).toBeInTheDocument(),
    );
  });

  it('does not submit without an action and a resource', async () => {
    renderTab([verified]);
    const canIt = await section('Can it …?');
    expect(canIt.getByRole('button', { name: 'Ask' })).toBeDisabled();
  });

  it.each([
    [403, 'No permission to simulate requests: Because.'],
    [400, 'Simulation failed: Because.'],
  ])('shows why there is no answer: %i', async (status, words) => {
    renderTab([verified], {
      override: path =>
        path.endsWith('/simulations')
          ? failure(status, 'Error', 'Because.')
          : undefined,
    });
    const { canIt } = await fillIn('x:Y', '*');
    expect(await canIt.findByText(words)).toBeInTheDocument();
  });

  it('shows an error at its field until the field is changed', async () => {
    const wrong = 'Invalid action. Write it as service:Name.';
    renderTab([verified], {
      override: path =>
        path.endsWith('/simulations')
          ? failure(
              400,
              'InputError',
              `requests[0].action: ${wrong} [action-name]`,
            )
          : undefined,
    });
    const { user, canIt, actionField } = await fillIn('PutObject', '*');
    expect(await canIt.findByRole('alert')).toHaveTextContent(wrong);
    expect(actionField).toBeInvalid();
    expect(canIt.queryByText(/requests\[0\]/)).not.toBeInTheDocument();
    await fill(actionField, 's3:Tagging');
    await user.tab();
    expect(canIt.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('shows an error of the context until the context is changed', async () => {
    const wrong = 'Unknown context key.';
    renderTab([verified], {
      override: path =>
        path.endsWith('/simulations')
          ? failure(
              400,
              'InputError',
              `requests[0].context: ${wrong} [context-key]`,
            )
          : undefined,
    });
    const { user, canIt } = await fillIn('s3:PutObject', UPLOAD);
    expect(await canIt.findByRole('alert')).toHaveTextContent(wrong);
    await user.click(canIt.getByRole('button', { name: 'Add a context key' }));
    await fill(canIt.getByRole('textbox', { name: 'Key' }), 'aws:SourceIp');
    expect(canIt.queryByRole('alert')).not.toBeInTheDocument();
  });
});
