import { page as api } from './api.mjs';
import { page as checks } from './checks.mjs';
import { page as configuration } from './configuration.mjs';
import { page as grants } from './grants.mjs';
import { page as packages } from './packages.mjs';
import { page as templateActions } from './templateActions.mjs';

/** What is written from the code, by file. */
export const PAGES = {
  'docs/reference/api.md': api,
  'docs/reference/checks/index.md': checks,
  'docs/reference/configuration.md': configuration,
  'docs/reference/grants.md': grants,
  'docs/images/packages.svg': packages,
  'docs/reference/template-actions.md': templateActions,
};
