import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { docsRouteRef } from '../../routes';
import { DocsPage } from './DocsPage';

const PAGE = 'docs/reference/checks/audience.md';
const TECHDOCS = { '/docs/:namespace/:kind/:name': docsRouteRef };

describe('a page of the documentation', () => {
  const docsEntityRef = 'component:default/irsa-for-backstage';

  it('is a link into the TechDocs of the configured entity', async () => {
    renderInTestApp(<DocsPage page={PAGE} />, {
      config: { irsa: { docsEntityRef } },
      mountedRoutes: TECHDOCS,
    });
    expect(
      await screen.findByRole('link', { name: 'reference/checks/audience' }),
    ).toHaveAttribute(
      'href',
      '/docs/default/component/irsa-for-backstage/reference/checks/audience',
    );
  });

  it.each([
    ['no entity is configured', {}, TECHDOCS],
    ['the app has no TechDocs', { docsEntityRef }, {}],
  ])('is only named if %s', async (_, irsa, mountedRoutes) => {
    renderInTestApp(<DocsPage page={PAGE} />, {
      config: { irsa },
      mountedRoutes,
    });
    expect(await screen.findByText(PAGE)).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /audience/ })).toBeNull();
  });
});
