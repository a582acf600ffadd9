import type { Recognizer } from '../types';
import { authorizationErrors } from './authorization';
import { credentialErrors } from './credentials';
import { limitErrors } from './limits';
import { podIdentityErrors } from './podIdentity';
import { stsErrors } from './sts';
import { tokenFileErrors } from './tokenFile';
import { unexplainedErrors } from './unexplained';

/** The recognizers of all known error texts. */
export const recognizers: readonly Recognizer[] = [
  ...stsErrors,
  ...tokenFileErrors,
  ...podIdentityErrors,
  ...limitErrors,
  ...authorizationErrors,
  ...unexplainedErrors,
  ...credentialErrors,
];
