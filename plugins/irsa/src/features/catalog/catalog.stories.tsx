import type { Entity } from '@backstage/catalog-model';
import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import type { EntityAccess } from '@backstage-irsa/core/model';
import { screen, within } from '@testing-library/react';
import { component } from '../../../dev/fixtures/entities';
import { failure, irsaBackend, json } from '../../../dev/fixtures/irsaBackend';
import { minutesAgo } from '../../../dev/fixtures/verifications';
import { renderApp } from '../../__testUtils__/renderApp';
import { AccessSummaries } from './AccessSummaries';
import { createAwsAccessColumn } from './awsAccessColumn';

const access = (
  name: string,
  rest: Partial<EntityAccess> = {},
): EntityAccess => ({
  entityRef: `component:default/${name}`,
  serviceAccounts: 1,
  status: 'verified',
  provedAt: null,
  risk: null,
  ...rest,
});

const ALL = [
  access('orders', { provedAt: minutesAgo(3), risk: 'high' }),
  access('ingest', { status: 'broken' }),
  access('reports', { status: 'checksPass' }),
];

/** Returns a mock backend that returns these items, or an error without items. */
const backendOf = (items?: EntityAccess[]) =>
  jest.fn(
    irsaBackend({
      override: path => {
        if (path !== '/entities/access') return undefined;
        return items
          ? json({ items })
          : failure(403, 'NotAllowedError', 'Not given to you.');
      },
    }),
  );

describe('the access summaries of many entities', () => {
  const answer = async (entityRefs: string[]) => ({
    items: entityRefs
      .filter(ref => !ref.endsWith('/none'))
      .map(ref => access(ref.split('/')[1])),
  });

  it('are requested in batches of 100', async () => {
    const summarizeEntityAccess = jest.fn(answer);
    const summaries = new AccessSummaries({ summarizeEntityAccess });
    const refs = Array.from(
      { length: 150 },
      (_, i) => `component:default/${i}`,
    );
    const all = await Promise.all(
      [...refs, refs[0], 'component:default/none'].map(ref =>
        summaries.load(ref),
      ),
    );
    expect(
      summarizeEntityAccess.mock.calls.map(([{ length }]) => length),
    ).toEqual([100, 51]);
    expect(all[3]).toEqual(access('3'));
    expect(all.at(-1)).toBeNull();
    expect(summaries.known('component:default/7')).toEqual(access('7'));
    expect(summaries.known('component:default/other')).toBeUndefined();
  });

  it('are requested again after a failure and after 5 seconds', async () => {
    const summarizeEntityAccess = jest
      .fn(answer)
      .mockRejectedValueOnce(new Error('away'));
    const summaries = new AccessSummaries({ summarizeEntityAccess });
    await expect(summaries.load('component:default/a')).rejects.toThrow('away');
    expect(await summaries.load('component:default/a')).toEqual(access('a'));
    expect(await summaries.load('component:default/a')).toEqual(access('a'));
    expect(summarizeEntityAccess).toHaveBeenCalledTimes(2);

    const soon = Date.now() + 6_000;
    jest.spyOn(Date, 'now').mockReturnValue(soon);
    await summaries.load('component:default/a');
    expect(summarizeEntityAccess).toHaveBeenCalledTimes(3);
  });
});

describe('the catalog column', () => {
  const rows = ['reports', 'ingest', 'plain', 'orders'].map(name => ({
    entity: component(name),
  }));
  const namesOf = (some: { entity: Entity }[]) =>
    some.map(({ entity }) => entity.metadata.name);

  it('sends one request for all rows, shows status, risk, and proof, and sorts the most urgent rows first', async () => {
    const column = createAwsAccessColumn();
    const backend = backendOf(ALL);
    renderApp(backend, {
      initialRouteEntries: ['/table'],
      extensions: [
        PageBlueprint.make({
          name: 'table',
          params: {
            path: '/table',
            loader: async () => (
              <>
                {rows.map(row => (
                  <section
                    key={row.entity.metadata.name}
                    aria-label={row.entity.metadata.name}
                  >
                    {column.render(row)}
                  </section>
                ))}
              </>
            ),
          },
        }),
      ],
    });
    const cell = (name: string) => within(screen.getByRole('region', { name }));
    await screen.findByText('Broken');
    expect(cell('orders').getByText('Verified')).toBeInTheDocument();
    expect(cell('orders').getByText(/High risk · Proved/)).toHaveTextContent(
      'High risk · Proved 3 min ago',
    );
    expect(cell('plain').getByText('None')).toBeInTheDocument();
    const asked = backend.mock.calls.filter(([url]) =>
      String(url).endsWith('/v1/entities/access'),
    );
    expect(asked).toHaveLength(1);
    expect(namesOf([...rows].sort(column.customSort))).toEqual([
      'ingest',
      'reports',
      'orders',
      'plain',
    ]);
  });
});

describe('the card of a group or a system', () => {
  const group = (relations: Entity['relations']): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'data', namespace: 'default' },
    spec: { type: 'team', children: [] },
    relations,
  });
  const owns = (name: string) => ({
    type: 'ownerOf',
    targetRef: `component:default/${name}`,
  });

  async function cardOf(entity: Entity, items?: EntityAccess[]) {
    const backend = backendOf(items);
    renderApp(backend, { extensions: [createTestEntityPage({ entity })] });
    const card = await screen.findByRole('region', { name: 'AWS access' });
    return { backend, inCard: within(card) };
  }

  it('counts service accounts by status and lists those that need attention', async () => {
    const { inCard } = await cardOf(
      group([owns('orders'), owns('ingest'), owns('reports')]),
      ALL,
    );
    const counts = await inCard.findByRole('list', {
      name: 'Components with AWS access, by status',
    });
    expect(
      within(counts)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['1 Broken', '1 Checks pass', '1 Verified']);
    const worst = within(
      inCard.getByRole('list', { name: 'Components that need attention' }),
    );
    expect(worst.getByRole('link')).toHaveTextContent('ingest');
  });

  it('says that no component has access', async () => {
    const { inCard } = await cardOf(group([owns('plain')]), []);
    expect(
      await inCard.findByText(
        'None of the components here has AWS access that you can read.',
      ),
    ).toBeInTheDocument();
  });

  it('shows the reason when the access cannot be read', async () => {
    const { inCard } = await cardOf(group([owns('orders')]));
    expect(await inCard.findByRole('alert')).toHaveTextContent(
      'Could not read their AWS access: ',
    );
  });
});
