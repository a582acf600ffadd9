import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { BACKEND, SANDBOX_DIRECTORY } from './packages/app/e2e-tests/product';

/** What minds nothing that others do to the product: on fixtures in the place of the plugin's backend, or on services that no other file changes. */
const APART = [
  'accessibility/{census,motion}.test.ts',
  '{card,cardStates,fix,permissions,removeAccess}.test.ts',
];
const CHROME = {
  ...devices['Desktop Chrome'],
  viewport: { width: 1280, height: 900 },
};

/**
 * People's flows in a browser, against the whole product: sandbox, backend and built app, started as `npm start`
 * does it but on ports and in a folder of their own. The project `clients` also needs the AWS CLI and kubectl.
 */
export default defineConfig({
  testDir: './packages/app/e2e-tests',
  globalSetup: './packages/app/e2e-tests/globalSetup.ts',
  outputDir: 'test-results/browser',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // `browser` on one worker; `clients` and then `apart` on the other. Both workers take about as long.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'test-results/browser.json' }]],
  use: {
    baseURL: BACKEND,
    viewport: { width: 1280, height: 900 },
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'browser',
      testIgnore: ['clients/**', ...APART],
      workers: 1,
      use: CHROME,
    },
    { name: 'clients', testMatch: 'clients/*.test.ts', workers: 1 },
    { name: 'apart', testMatch: APART, workers: 1, use: CHROME },
  ],
  webServer: {
    command: 'node scripts/start.mjs',
    cwd: __dirname,
    url: BACKEND,
    timeout: 600_000,
    reuseExistingServer: !process.env.CI,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    env: {
      IRSA_CONFIG: 'packages/app/e2e-tests/app-config.e2e.yaml',
      IRSA_SANDBOX_DIRECTORY: path.resolve(SANDBOX_DIRECTORY),
      IRSA_APP_PORT: new URL(BACKEND).port,
      IRSA_BACKEND_PORT: new URL(BACKEND).port,
      IRSA_SANDBOX_AWS_PORT: '4666',
      IRSA_SANDBOX_PROD_PORT: '6543',
      IRSA_SANDBOX_STAGING_PORT: '6544',
    },
  },
});
