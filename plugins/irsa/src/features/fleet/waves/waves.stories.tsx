import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { failure, json } from '../../../../dev/fixtures/irsaBackend';
import { itemOf, items, waveOf } from '../../../../dev/fixtures/waves';
import { FIRST_RENDER, renderFleet } from '../../../__testUtils__/renderFleet';

const clusters = ['prod-eu', 'green-eu'].map(name => ({
  ...{ name, eksName: name, accountId: '111122223333' },
  ...{ region: 'eu-west-1', canCreateNamespaces: true },
  mode: 'write' as const,
}));
const waves = { waves: [waveOf()], items };
const items1 = () =>
  screen.findByRole(
    'grid',
    { name: 'IAM service accounts of the wave' },
    FIRST_RENDER,
  );

describe('the Waves tab', () => {
  it('says what a wave is for while there is none', async () => {
    renderFleet('/irsa/waves');
    expect(
      await screen.findByText(
        /^No waves\. Create one/,
        undefined,
        FIRST_RENDER,
      ),
    ).toBeInTheDocument();
  });

  it('says what could not be read, and retries', async () => {
    let isRefused = true;
    renderFleet('/irsa/waves', {
      override: () =>
        isRefused
          ? failure(403, 'NotAllowedError', 'Ask for `irsa.migrate`.')
          : undefined,
    });
    expect(
      await screen.findByText('Could not read waves', undefined, FIRST_RENDER),
    ).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(
      'No permission to read this: Ask for irsa.migrate.',
    );
    expect(screen.getByText('irsa.migrate').tagName).toBe('CODE');
    isRefused = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/^No waves\./)).toBeInTheDocument();
  });

  it('lists waves with their state and progress, each with a link', async () => {
    renderFleet('/irsa/waves', { waves });
    const link = await screen.findByRole(
      'link',
      { name: 'Clone prod-eu to green-eu' },
      FIRST_RENDER,
    );
    expect(link).toHaveAttribute('href', '/irsa/waves?wave=wave-1');
    expect(screen.getByText('Blocked: 1 · Pending: 3')).toBeInTheDocument();
    expect(screen.getByRole('progressbar')).toHaveAttribute(
      'aria-valuetext',
      '0 of 4 done',
    );
  });

  it('plans a new wave and opens it', async () => {
    const { backend } = renderFleet('/irsa/waves', {
      ...{ waves, clusters },
      override: (path, method) =>
        path === '/waves' && method === 'POST'
          ? json(waveOf(), 201)
          : undefined,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'New wave…' }, FIRST_RENDER),
    );
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Plan' }));
    expect(dialog.getByText('Choose the clusters.')).toBeInTheDocument();
    const choose = async (label: RegExp, name: string) => {
      await userEvent.click(dialog.getByRole('button', { name: label }));
      await userEvent.click(await screen.findByRole('option', { name }));
    };
    await choose(/Cluster$/, 'prod-eu');
    await choose(/To cluster$/, 'prod-eu');
    expect(
      dialog.getByText('Choose another cluster to clone to.'),
    ).toBeInTheDocument();
    for (const [label, name] of [
      [/To cluster$/, 'green-eu'],
      [/Mechanism/, 'EKS Pod Identity, with roles of their own'],
    ] as const) {
      await choose(label, name);
    }
    await userEvent.click(dialog.getByRole('button', { name: 'Plan' }));
    await items1();
    const post = backend.mock.calls.find(([, init]) => init?.method === 'POST');
    expect(JSON.parse(String(post?.[1]?.body))).toEqual({
      ...{ kind: 'clone', cluster: 'prod-eu', toCluster: 'green-eu' },
      mechanism: 'pod-identity',
    });
  });
});

describe('the dialog of a new wave', () => {
  it('says why the clusters could not be read, and retries', async () => {
    let isAway = true;
    renderFleet('/irsa/waves', {
      clusters,
      override: path =>
        isAway && path === '/clusters'
          ? failure(503, 'ServiceUnavailableError', 'The store is away.')
          : undefined,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'New wave…' }, FIRST_RENDER),
    );
    const dialog = within(screen.getByRole('dialog'));
    const failed = 'Could not read the clusters: The store is away.';
    expect(await dialog.findAllByText(failed)).toHaveLength(2);
    isAway = false;
    for (const again of dialog.getAllByRole('button', { name: 'Try again' })) {
      await userEvent.click(again);
    }
    await waitFor(() =>
      expect(dialog.queryByText(failed)).not.toBeInTheDocument(),
    );
  });
});

describe('the page of a wave', () => {
  it('shows first what is blocked, why, and how close trust policies are to their quota', async () => {
    renderFleet('/irsa/waves?wave=wave-1', { waves });
    const [, ...rows] = within(await items1()).getAllByRole('row');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toHaveTextContent(
      'component:default/mail is owned by group:default/post. Ask its owner to do it.',
    );
    expect(screen.getByRole('region', { name: 'Blockers' })).toHaveTextContent(
      /not-permitted1 IAM service account: component/,
    );
    expect(
      screen.getByText('1,930 of 2,048 characters · Near the quota'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('40 writing steps, about 310 API calls.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /State/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'All' }));
    const link = await screen.findByRole('link', { name: /cart/ });
    expect(link).toHaveAttribute(
      'href',
      expect.stringContaining('/catalog/default/component/cart/aws-access'),
    );
  });

  it('shows the items in the state that the URL names, until another one is chosen', async () => {
    const { asked } = renderFleet('/irsa/waves?wave=wave-1&state=pending', {
      waves,
    });
    await items1();
    const lists = () => asked().filter(path => /\/items\b/.test(path));
    expect(lists().at(-1)).toContain('state=pending');
    await userEvent.click(screen.getByRole('button', { name: /State/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'All' }));
    await waitFor(() => expect(lists().at(-1)).not.toContain('state='));
    await userEvent.click(screen.getByRole('link', { name: 'All waves' }));
    expect(
      await screen.findByRole('link', { name: 'Clone prod-eu to green-eu' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['', 404, /It does not exist, or you have no .*: Not here\.$/],
    ['/items', 404, /It does not exist, or you have no .*: Not here\.$/],
    ['/items', 403, /No permission to read this: Not here\.$/],
  ])('says why it could not be read: %s, %s', async (part, status, words) => {
    renderFleet('/irsa/waves?wave=wave-1', {
      waves,
      override: path =>
        path === `/waves/wave-1${part}`
          ? failure(status, 'SomeError', 'Not here.')
          : undefined,
    });
    expect(
      await screen.findByText(words, undefined, FIRST_RENDER),
    ).toBeInTheDocument();
  });

  it.each([
    ['ready', {}, ['Start…']],
    ['running', { done: 1 }, ['Pause']],
    ['paused', { done: 1 }, ['Resume…', 'Undo…']],
    ['done', { done: 3, blocked: 0, pending: 0 }, ['Undo…']],
  ] as const)(
    'offers the actions that apply when it is %s',
    async (state, counts, names) => {
      renderFleet('/irsa/waves?wave=wave-1', {
        waves: { waves: [waveOf({ state, counts })], items },
      });
      await items1();
      const shown = screen
        .getAllByRole('button')
        .map(({ textContent }) => textContent)
        .filter(text => /^(Start|Pause|Resume|Undo)/.test(text ?? ''));
      expect(shown).toEqual([...names]);
    },
  );

  it('starts after confirmation and shows the progress', async () => {
    let wave = waveOf();
    const { backend } = renderFleet('/irsa/waves?wave=wave-1', {
      waves,
      override: (path, method) => {
        if (path === '/waves/wave-1/start' && method === 'POST') {
          wave = waveOf({
            state: 'done',
            counts: { pending: 0, done: 2, failed: 1 },
          });
        }
        return /^\/waves\/wave-1(\/start)?$/.test(path)
          ? json(wave)
          : undefined;
      },
    });
    await items1();
    await userEvent.click(screen.getByRole('button', { name: 'Start…' }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Change 3 IAM service accounts' }),
    );
    await waitFor(() =>
      expect(
        screen.getByText('Succeeded: 2 · Failed: 1 · Blocked: 1'),
      ).toBeInTheDocument(),
    );
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(backend).toHaveBeenCalledWith(
      expect.stringMatching(/\/waves\/wave-1\/start$/),
      expect.objectContaining({ method: 'POST' }),
    );
  });

  it('shows in the dialog why it could not be changed', async () => {
    renderFleet('/irsa/waves?wave=wave-1', {
      waves: {
        waves: [waveOf({ state: 'done', counts: { done: 3 } })],
        items: [itemOf('cart', { state: 'done', reason: 'Restart it.' })],
      },
      override: (_, method) =>
        method === 'POST'
          ? failure(409, 'ConflictError', 'The wave is running.')
          : undefined,
    });
    expect(await items1()).toHaveTextContent('Restart it.');
    await userEvent.click(screen.getByRole('button', { name: 'Undo…' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText(/created in green-eu/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Undo' }));
    const failed =
      /^Backstage could not change the wave: .*The wave is running/;
    expect(await dialog.findByText(failed)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByText(failed)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Undo…' }));
    expect(screen.getByRole('dialog')).toHaveTextContent(/created in green-eu/);
    expect(screen.queryByText(failed)).not.toBeInTheDocument();
  });
});
