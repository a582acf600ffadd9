import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { RiGalleryLine, RiLayoutGridLine } from '@remixicon/react';

const galleryPage = PageBlueprint.make({
  params: {
    path: '/',
    title: 'AWS access',
    icon: <RiGalleryLine />,
    loader: () => import('./Gallery').then(({ Gallery }) => <Gallery />),
  },
});

const tabPage = PageBlueprint.make({
  name: 'tab',
  params: {
    path: '/tab',
    title: 'The tab',
    icon: <RiLayoutGridLine />,
    loader: () =>
      import('./TabGallery').then(({ TabGallery }) => <TabGallery />),
  },
});

const entityPage = PageBlueprint.make({
  name: 'entity',
  params: {
    path: '/catalog/:namespace/:kind/:name',
    routeRef: entityRouteRef,
    loader: () =>
      import('./TabGallery').then(({ TabGallery }) => <TabGallery />),
  },
});

/** The plugin with the gallery pages of the card and the tab. */
export const galleryPlugin = createFrontendPlugin({
  pluginId: 'gallery',
  extensions: [galleryPage, tabPage, entityPage],
});
