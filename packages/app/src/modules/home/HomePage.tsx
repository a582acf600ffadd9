import { PageBlueprint } from '@backstage/frontend-plugin-api';

export const HomePage = PageBlueprint.make({
  name: 'home',
  params: {
    path: '/',
    loader: async () => {
      const { ToCatalog } = await import('./ToCatalog');
      return <ToCatalog />;
    },
  },
});
