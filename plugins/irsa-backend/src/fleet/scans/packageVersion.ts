import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** The version of this package: another release can derive different results from the same observation. */
export const PACKAGE_VERSION: string = JSON.parse(
  readFileSync(
    resolvePackagePath('@backstage-irsa/plugin-irsa-backend', 'package.json'),
    'utf8',
  ),
).version;
