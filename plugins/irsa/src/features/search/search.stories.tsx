import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { IrsaSearchDocument } from '@backstage-irsa/plugin-irsa-common';
import { screen, within } from '@testing-library/react';
import { irsaBackend } from '../../../dev/fixtures/irsaBackend';
import { renderApp } from '../../__testUtils__/renderApp';
import { entityPage } from '../../__testUtils__/renderFleet';
import { isIrsaResult } from './isIrsaResult';
import { SearchResultItem } from './SearchResultItem';

const TAB = '/catalog/default/component/orders/aws-access';
const FOUND: IrsaSearchDocument[] = [
  {
    kind: 'IAM service account',
    title: 'shop/orders in prod-eu',
    text: 'ServiceAccount orders in namespace shop of cluster prod-eu.',
    location: TAB,
    owner: 'group:default/payments, group:default/data',
    cluster: 'prod-eu',
    namespace: 'shop',
    role: 'orders-7f3a',
    status: 'broken',
  },
  {
    kind: 'IAM role',
    title: 'ingest',
    text: 'IAM role ingest.',
    location: '/irsa/roles?open=r',
    owner: '',
    role: 'ingest',
  },
  {
    kind: 'Finding',
    title: 'Anybody can assume the role – orders',
    text: 'Trust is too wide.',
    location: `${TAB}?finding=f`,
    owner: 'group:default/data',
    severity: 'critical',
  },
];

describe('search results', () => {
  it('are limited to the type irsa', () => {
    expect(isIrsaResult({ type: 'irsa' })).toBe(true);
    expect(isIrsaResult({ type: 'software-catalog' })).toBe(false);
  });

  it('show the type, location, owner, and problem of each result', async () => {
    renderApp(irsaBackend({}), {
      initialRouteEntries: ['/results'],
      apis: [catalogApiMock()],
      extensions: [
        entityPage,
        PageBlueprint.make({
          name: 'results',
          params: {
            path: '/results',
            loader: async () => (
              <ul aria-label="Results">
                {FOUND.map(result => (
                  <li key={result.title}>
                    <SearchResultItem
                      result={result}
                      highlight={{
                        preTag: '<b>',
                        postTag: '</b>',
                        fields: {
                          title: result.title.replace(
                            'orders',
                            '<b>orders</b>',
                          ),
                        },
                      }}
                    />
                  </li>
                ))}
              </ul>
            ),
          },
        }),
      ],
    });
    // The surrounding app also has a list.
    const results = await screen.findByRole('list', { name: 'Results' });
    const items = await within(results).findAllByRole('listitem');
    expect(items.map(({ textContent }) => textContent)).toEqual([
      'shop/orders in prod-euBrokenIAM service accountCluster prod-euNamespace shopRole orders-7f3aOwner payments, dataServiceAccount orders in namespace shop of cluster prod-eu.',
      'ingestIAM roleIAM role ingest.',
      'Anybody can assume the role – ordersCriticalFindingOwner dataTrust is too wide.',
    ]);
    expect(
      within(items[0])
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual([
      TAB,
      '/catalog/default/group/payments',
      '/catalog/default/group/data',
    ]);
    expect(within(items[0]).getByText('orders').tagName).toBe('MARK');
  });
});
