import {
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiGalleryLine } from '@remixicon/react';

const galleryPage = PageBlueprint.make({
  params: {
    path: '/',
    title: 'AWS access',
    icon: <RiGalleryLine />,
    loader: () => import('./Gallery').then(m => <m.Gallery />),
  },
});

/** One page with the card in each of its states. */
export const galleryPlugin = createFrontendPlugin({
  pluginId: 'gallery',
  extensions: [galleryPage],
});
