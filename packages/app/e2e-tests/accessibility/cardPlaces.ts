/* eslint-disable @backstage/no-relative-monorepo-imports -- the fixtures of the plugin's gallery are not published */
import type { Page } from '@playwright/test';
import {
  managed,
  moving,
  waiting,
} from '../../../../plugins/irsa/dev/fixtures/otherWays';
import { trustPlan } from '../../../../plugins/irsa/dev/fixtures/plans';
import {
  broken,
  degraded,
  drifted,
  podIdentity,
  unknown,
  unverified,
  verified,
} from '../../../../plugins/irsa/dev/fixtures/serviceAccounts';
import {
  COMPONENT,
  FAILING,
  known,
  NOTHING,
  REFUSING,
  SILENT,
} from './answers';
import { type Place, press } from './place';

/** Every state of the card and of the tab: its name, the answers of the backend, and the text that appears in this state. */
export const STATES = [
  { state: 'verified', answers: known(verified), says: 'Verified' },
  { state: 'degraded', answers: known(degraded), says: 'Degraded' },
  { state: 'broken', answers: known(broken), says: 'Broken' },
  {
    state: 'broken, and a plan fixes it',
    answers: known({ ...broken, drift: trustPlan.steps.slice(0, 1) }),
    says: 'Broken',
  },
  { state: 'unknown', answers: known(unknown), says: 'Unknown' },
  {
    state: 'EKS Pod Identity',
    answers: known(podIdentity),
    says: 'Checks pass',
  },
  { state: 'in-progress', answers: known(moving), says: 'Checks pass' },
  {
    state: 'waiting for delivery',
    answers: known(waiting),
    says: /^Pending delivery/,
  },
  {
    state: 'managed elsewhere',
    answers: known(managed),
    says: /CloudFormation/,
  },
  { state: 'drifted', answers: known(drifted), says: 'Verified' },
  {
    state: 'not verified yet',
    answers: known(unverified),
    says: /^Not verified/,
  },
  {
    state: 'several',
    answers: known(verified, degraded, broken, unknown, unverified),
    says: 'Broken',
  },
  {
    state: 'no role',
    answers: NOTHING,
    says: 'This component has no AWS access that you can read.',
  },
  { state: 'loading', answers: SILENT, says: /^Reading/ },
  { state: 'error', answers: FAILING, says: /Could not read/ },
  { state: 'not allowed', answers: REFUSING, says: /Could not read/ },
];

const CARD = 'article[role=region]';
const card = (page: Page) => page.getByRole('region', { name: 'AWS access' });

/** The states of the component card. */
export const CARD_PLACES: Place[] = [
  ...STATES.map(({ state, answers, says }) => ({
    page: 'Card',
    state,
    path: `/catalog/default/component/${COMPONENT}`,
    answers,
    shown: (page: Page) => card(page).getByText(says).first(),
    ours: CARD,
    always: ['loading', 'error', 'not allowed', 'several'].includes(state),
  })),
  {
    page: 'Card',
    state: 'commands unfolded',
    path: `/catalog/default/component/${COMPONENT}`,
    answers: known(broken),
    open: page =>
      card(page)
        .getByText(/^\d+ commands?$/)
        .click(),
    shown: page => card(page).getByRole('list', { name: 'Fix commands' }),
    ours: CARD,
  },
  {
    page: 'Card',
    state: 'being verified',
    path: `/catalog/default/component/${COMPONENT}`,
    answers: {
      ...known(verified),
      override: (path, method) =>
        path.endsWith('/verifications') && method === 'POST'
          ? new Promise(() => {})
          : undefined,
    },
    open: page => press(page, 'Verify now'),
    shown: page => page.getByRole('list', { name: /verif/i }).first(),
    ours: CARD,
  },
];
