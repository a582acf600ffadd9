import path from 'node:path';

/** Where the tests' own product listens, the backend with the built app; apart from `npm start`, so that both can run at once. */
export const BACKEND = 'http://localhost:7107';
export const AWS = 'http://127.0.0.1:4666';

/** Databases, kubeconfig and shell exports of the tests' own sandbox. */
export const SANDBOX_DIRECTORY = path.resolve(
  __dirname,
  '../../../.sandbox/e2e',
);
