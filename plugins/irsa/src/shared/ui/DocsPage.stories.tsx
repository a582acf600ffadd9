import { configApiRef } from '@backstage/core-plugin-api';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { docsRouteRef } from '../../routes';
import { DocsPage } from './DocsPage';

const PAGE = 'docs/reference/checks/audience.md';
const TECHDOCS = { '/docs/:namespace/:kind/:name/*': docsRouteRef };

async function shown(data: object, mountedRoutes: object) {
  await renderInTestApp(
    <TestApiProvider
      apis={[[configApiRef, mockApis.config({ data: { irsa: data } })]]}
    >
      <DocsPage page={PAGE} />
    </TestApiProvider>,
    { mountedRoutes: { ...mountedRoutes } },
  );
}

describe('a page of the documentation', () => {
  const docsEntityRef = 'component:default/irsa-for-backstage';

  it('is a link into the TechDocs of the configured entity', async () => {
    await shown({ docsEntityRef }, TECHDOCS);
    expect(
      screen.getByRole('link', { name: 'reference/checks/audience' }),
    ).toHaveAttribute(
      'href',
      '/docs/default/component/irsa-for-backstage/reference/checks/audience',
    );
  });

  it.each([
    ['no entity is configured', {}, TECHDOCS],
    ['the app has no TechDocs', { docsEntityRef }, {}],
  ])('is only named if %s', async (_, data, routes) => {
    await shown(data, routes);
    expect(screen.getByText(PAGE)).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});
