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

// Not createDevApp: @backstage/frontend-dev-utils still brings an older frontend-plugin-api of its own.
const app = createApp({
  features: [
    appPlugin.withOverrides({
      extensions: [
        appPlugin.getExtension('sign-in-page:app').override({ disabled: true }),
        // There is no backend to ask.
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
        // Links lead there, and its own pages want a backend.
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
