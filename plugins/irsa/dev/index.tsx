import { createApp } from '@backstage/frontend-defaults';
import appPlugin from '@backstage/plugin-app';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import ReactDOM from 'react-dom/client';
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend -- this is an app, although a small one
import '@backstage/ui/css/styles.css';
import irsaPlugin from '../src';
import { fixtureBackend } from './fixtureBackend';
import { galleryPlugin } from './gallery/galleryPlugin';

// Does not use createDevApp, because @backstage/frontend-dev-utils still depends on an older frontend-plugin-api.
const app = createApp({
  features: [
    appPlugin.withOverrides({
      extensions: [
        appPlugin.getExtension('sign-in-page:app').override({ disabled: true }),
        // There is no backend that could decide permissions.
        appPlugin.getExtension('api:app/permission').override({
          params: defineParams =>
            defineParams({
              api: permissionApiRef,
              deps: {},
              factory: () => ({
                authorize: async () => ({ result: AuthorizeResult.ALLOW }),
              }),
            }),
        }),
      ],
    }),
    scaffolderPlugin.withOverrides({
      extensions: [
        // Links lead to this page, but its own content needs a backend.
        scaffolderPlugin.getExtension('page:scaffolder').override({
          params: {
            loader: async () => (
              <p>The forms of templates are in the app of npm start.</p>
            ),
          },
        }),
      ],
    }),
    irsaPlugin,
    fixtureBackend,
    galleryPlugin,
  ],
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
