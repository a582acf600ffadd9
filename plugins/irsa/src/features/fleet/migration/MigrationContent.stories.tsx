import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  failure,
  type IrsaBackendState,
} from '../../../../dev/fixtures/irsaBackend';
import { fleet } from '../../../../dev/fixtures/migrations';
import { FIRST_RENDER, renderFleet } from '../../../__testUtils__/renderFleet';

function renderPage(state: IrsaBackendState, route = '/irsa/migration') {
  return renderFleet(route, state).backend;
}

const rows = async () =>
  within(
    await screen.findByRole('grid', { name: 'IAM service accounts' }),
  ).getAllByRole('row');

describe('the migration tab of the fleet', () => {
  it('shows the progress by cluster and in words', async () => {
    renderPage({ migrations: fleet });
    expect(
      await screen.findByText(
        '10 of 40 IAM service accounts use EKS Pod Identity.',
        undefined,
        FIRST_RENDER,
      ),
    ).toBeInTheDocument();
    const [prod, staging] = within(
      screen.getByRole('list', { name: 'By cluster' }),
    ).getAllByRole('listitem');
    expect(prod).toHaveTextContent(
      '7 by EKS Pod Identity · 7 in progress · 16 by IRSA',
    );
    expect(staging).toHaveTextContent('30% done');
  });

  it('links to the tab of the component and lists the pods to restart', async () => {
    renderPage({ migrations: fleet });
    const [, first, , third] = await rows();
    expect(first).toHaveTextContent('None');
    expect(within(first).queryByRole('link')).not.toBeInTheDocument();
    expect(
      within(third).getByRole('link', { name: 'prod-eu · shop/service-02' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/service-02/aws-access?service-account=prod-eu%2Fshop%2Fservice-02',
    );
    expect(third).toHaveTextContent(/In progress2$/);
  });

  it('loads the fleet page by page', async () => {
    renderPage({ migrations: fleet });
    await rows();
    expect(
      screen.getByText('1 to 20 of 40', { selector: 'span' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Previous page' }),
    ).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(
      await screen.findByText('21 to 40 of 40', { selector: 'span' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Next page' })).toBeDisabled();
    await userEvent.click(
      screen.getByRole('button', { name: 'Previous page' }),
    );
    expect(
      await screen.findByText('1 to 20 of 40', { selector: 'span' }),
    ).toBeInTheDocument();
  });

  it('filters by stage and cluster, from the URL and by hand', async () => {
    const backend = renderPage(
      { migrations: fleet },
      '/irsa/migration?stage=in-progress&cluster=staging-eu',
    );
    expect(
      await screen.findByText('1 to 3 of 3', { selector: 'span' }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'IRSA' }));
    expect(
      await screen.findByText('1 to 4 of 4', { selector: 'span' }),
    ).toBeInTheDocument();
    expect(backend).toHaveBeenCalledWith(
      expect.stringMatching(
        /\/migrations\?stage=irsa&cluster=staging-eu&limit=20$/,
      ),
      expect.anything(),
    );
  });

  it('says that nothing matches, and shows all again', async () => {
    const irsa = fleet.filter(({ stage }) => stage === 'irsa');
    renderPage({ migrations: irsa }, '/irsa/migration?stage=in-progress');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all' }),
    );
    await waitFor(async () => expect(await rows()).toHaveLength(21));
  });

  it('says what to do when there are no accounts', async () => {
    renderPage({ migrations: [] });
    expect(
      await screen.findByText(/^There is no IAM service account that you/),
    ).toBeInTheDocument();
  });

  it('shows a skeleton, then why the data cannot be read, and retries', async () => {
    let answer: (response?: Response) => void = () => {};
    const waiting = () =>
      new Promise<Response | undefined>(resolve => {
        answer = resolve;
      });
    let coming = waiting();
    renderPage({
      migrations: fleet.slice(0, 3),
      override: async () => (await coming)?.clone(),
    });
    const answers = [
      [
        failure(403, 'NotAllowedError', 'Ask the platform team.'),
        'No permission to read the IAM service accounts of the fleet: Ask the platform team.',
      ],
      [
        failure(503, 'ServiceUnavailableError', 'The store is away.'),
        'The irsa backend answered: The store is away.',
      ],
    ] as const;
    for (const [response, words] of answers) {
      expect(
        await screen.findByText('Reading the migration progress…'),
      ).toBeInTheDocument();
      answer(response);
      expect(await screen.findByText(words)).toBeInTheDocument();
      coming = waiting();
      await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    }
    answer();
    expect(await rows()).toHaveLength(4);
  });
});
