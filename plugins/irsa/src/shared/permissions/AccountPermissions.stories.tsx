import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure } from '../../../dev/fixtures/irsaBackend';
import { brokenPolicy, ordersPolicy } from '../../../dev/fixtures/policies';
import {
  broken,
  degraded,
  verified,
} from '../../../dev/fixtures/serviceAccounts';
import { section, tabReading } from '../../__testUtils__/renderTab';
import { fill } from '../../__testUtils__/fill';

const renderTab = tabReading('permissions');

describe('RiskCards', () => {
  it('shows each risk, the worst first, and links to the statements that cause it', async () => {
    renderTab([degraded]);
    const risks = await section('Risks');
    const words = risks.getAllByText(/ risk:$/).map(word => word.textContent);
    expect(words).toEqual(['High risk:', 'Medium risk:', 'Low risk:']);

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
      await screen.findByRole('region', { name: 'Document of platform-base' }),
    ).toHaveFocus();
  });
});

const FORMATTED = JSON.stringify(JSON.parse(ordersPolicy.document), null, 2);

describe('PolicyDocuments', () => {
  it('shows each document formatted with its kind, and an invalid one unchanged with the position and reason', async () => {
    renderTab([degraded]);
    const documents = await section('Policy documents');
    expect(
      documents.getAllByRole('heading', { level: 5 }).map(h => h.textContent),
    ).toEqual(['platform-base', 'orders-7f3a', 'hand-made', 'team-boundary']);
    expect(documents.getByText('managed policy')).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Document of orders-7f3a' })
        .textContent,
    ).toBe(`${FORMATTED}\n`);
    expect(
      documents.getByText(
        'line 4, column 43 (Statement.0): There must be a comma between two members.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Document of hand-made' }).textContent,
    ).toBe(`${brokenPolicy.document}\n`);
  });

  it('marks only the lines of the referenced statement, and copies a document', async () => {
    const user = userEvent.setup();
    const scroll = jest.spyOn(Element.prototype, 'scrollIntoView');
    renderTab([verified]);
    const grid = await section('What it can do');
    await section('Policy documents');
    await user.click(grid.getByRole('button', { name: 'S3, List: Limited' }));
    await user.click(
      screen.getByRole('button', {
        name: 'orders-7f3a, statement 2 (ListUploads)',
      }),
    );
    const document = screen.getByRole('region', {
      name: 'Document of orders-7f3a',
    });
    const marked = [...document.querySelectorAll('[data-marked]')];
    const text = marked.map(line => line.textContent).join('');
    expect(JSON.parse(text.trim().replace(/,$/, ''))).toEqual(
      JSON.parse(ordersPolicy.document).Statement[1],
    );
    expect(scroll.mock.contexts).toEqual([marked[0]]);

    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    await user.click(
      screen.getByRole('button', { name: 'Copy the document of orders-7f3a' }),
    );
    expect(writeText).toHaveBeenCalledWith(FORMATTED);
    expect(screen.getByText('Copied')).toBeInTheDocument();
  });
});

const renderDiagnose = tabReading();

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
  it('shows what was recognized, and ranks the faults with how to fix them', async () => {
    const user = userEvent.setup();
    const backend = renderDiagnose([broken]);
    const { diagnose, text, button } = await form();
    expect(text).toHaveAccessibleDescription('The text is not stored.');
    expect(button).toBeDisabled();

    act(() => text.focus());
    await user.paste(ERROR);
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
      'The trust policy names another namespace or ServiceAccountThe trust policy names namespace staging, not production.How to fixLet production/shipping in.aws --profile 111122223333 --region eu-west-1 iam get-role',
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

  it('keeps the end of a text that is too long, and says so', async () => {
    renderDiagnose([broken]);
    const { diagnose, text, button } = await form();
    const log = `${'x'.repeat(20_000)} ${ERROR}`;
    await fill(text, log);
    expect(text).toHaveValue(log);
    expect(diagnose.getByRole('alert')).toHaveTextContent(
      /^The text has 20,\d+ characters, and at most 20,000 are accepted\./,
    );
    expect(button).toBeDisabled();
    await fill(text, ERROR);
    expect(diagnose.queryByRole('alert')).not.toBeInTheDocument();
    expect(button).toBeEnabled();
  });

  it('says that nothing was recognized', async () => {
    renderDiagnose([broken]);
    const { diagnose, text, button } = await form();
    await fill(text, 'out of memory');
    await userEvent.click(button);
    expect(
      await diagnose.findByText(/^Nothing in the text was recognized/),
    ).toBeInTheDocument();
    expect(
      diagnose.getByText('No known fault matches the text.'),
    ).toBeInTheDocument();
  });

  it('shows its progress, and why there is no diagnosis', async () => {
    let answer: (response: Response) => void = () => {};
    renderDiagnose([broken], {
      override: path =>
        path.endsWith('/diagnoses')
          ? new Promise(resolve => {
              answer = resolve;
            })
          : undefined,
    });
    const { diagnose, text, button } = await form();
    await fill(text, 'x');
    const answers = [
      [403, 'No permission to ask for a diagnosis: Because.'],
      [429, 'The diagnosis failed: Because.'],
    ] as const;
    for (const [status, words] of answers) {
      await userEvent.click(button);
      expect(
        await screen.findByText('Reading the text and checking every link…'),
      ).toBeInTheDocument();
      answer(failure(status, 'Error', 'Because.'));
      expect(await diagnose.findByText(words)).toBeInTheDocument();
    }
  });
});
