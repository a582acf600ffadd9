import path from 'node:path';

/** The URL of the backend with the built app for tests. Its port differs from `npm start`, so that both can run in parallel. */
export const BACKEND = 'http://localhost:7107';
export const AWS = 'http://127.0.0.1:4666';

/** The folder with the databases, kubeconfig, and shell exports of the sandbox for tests. */
export const SANDBOX_DIRECTORY = path.resolve(
  __dirname,
  '../../../.sandbox/e2e',
);
