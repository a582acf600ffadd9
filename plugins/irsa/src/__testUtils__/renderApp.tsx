import { StylesProvider } from '@material-ui/core/styles';
import appPlugin from '@backstage/plugin-app';
import { AppRootWrapperBlueprint } from '@backstage/plugin-app-react';
import {
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import {
  mockApis,
  renderTestApp,
  type RenderTestAppOptions,
} from '@backstage/frontend-test-utils';
import { testPlugin } from './testPlugin';

/** Removes the menu, the sign-in dialog, and the Material UI style sheets from the app. Tests do not need them, because they have no layout. */
const bareApp = createFrontendModule({
  pluginId: 'app',
  extensions: [
    appPlugin
      .getExtension('app-root-element:app/oauth-request-dialog')
      .override({ disabled: true }),
    appPlugin.getExtension('app/layout').override({
      factory: (_original, { inputs }) => [
        coreExtensionData.reactElement(
          inputs.content.get(coreExtensionData.reactElement),
        ),
      ],
    }),
    AppRootWrapperBlueprint.make({
      name: 'no-style-sheets',
      params: {
        component: ({ children }) => (
          <StylesProvider disableGeneration>{children}</StylesProvider>
        ),
      },
    }),
  ],
});

/** Renders an app with this plugin. The real client sends its requests to a mock backend. */
export function renderApp(
  backend: typeof fetch,
  { features = [], apis = [], ...options }: RenderTestAppOptions = {},
) {
  renderTestApp({
    ...options,
    features: [testPlugin, bareApp, ...features],
    apis: [
      mockApis.fetch({ baseImplementation: backend }),
      mockApis.discovery({ baseUrl: 'http://localhost:7007' }),
      ...apis,
    ],
  });
}
