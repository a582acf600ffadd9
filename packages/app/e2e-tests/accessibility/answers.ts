/* eslint-disable @backstage/no-relative-monorepo-imports -- the fixtures of the plugin's gallery are published nowhere */
import type { IamServiceAccount } from '@backstage-irsa/core/model';
import type { Page, Route } from '@playwright/test';
import { company } from '../../../../plugins/irsa/dev/fixtures/company';
import {
  emptyFleet,
  fleetOf,
} from '../../../../plugins/irsa/dev/fixtures/governance/fleets';
import {
  failure,
  irsaBackend,
  type IrsaBackendState,
} from '../../../../plugins/irsa/dev/fixtures/irsaBackend';
import { applying } from '../../../../plugins/irsa/dev/fixtures/plans';
import { BACKEND } from '../product';

/** A component of the company that names no ServiceAccount of its own, and belongs to the guest. */
export const COMPONENT = 'storefront';

/** What the backend answers, and what the permission policy refuses. */
export interface Answers extends IrsaBackendState {
  /** Names of permissions; all of ours are given without. */
  refused?: readonly string[];
}

const KNOWN: Answers = {
  ...company,
  migrations: company.migrations.slice(0, 12),
  operations: [applying],
  fleet: fleetOf({
    serviceAccounts: 60,
    workloads: 60,
    findings: 60,
    roles: 60,
  }),
};

/** A whole fleet, and these as the IAM service accounts of the component. */
export function known(...accounts: IamServiceAccount[]): Answers {
  return { ...KNOWN, accounts: { [COMPONENT]: accounts } };
}

/** A backend that has not seen anything yet. */
export const NOTHING: Answers = {
  ...KNOWN,
  accounts: {},
  approvals: { items: [] },
  waves: undefined,
  migrations: [],
  fleet: emptyFleet,
};

const isQuestion = (path: string) => path !== '/checks';

/** A backend that does not answer. */
export const SILENT: Answers = {
  ...KNOWN,
  override: path => (isQuestion(path) ? new Promise(() => {}) : undefined),
};

/** A backend that cannot reach its database. */
export const FAILING: Answers = {
  ...KNOWN,
  override: path =>
    isQuestion(path)
      ? failure(503, 'ServiceUnavailableError', 'The database is not reached.')
      : undefined,
};

/** A backend that lets nobody read. */
export const REFUSING: Answers = {
  ...KNOWN,
  refused: ['irsa.service-account.verify'],
  override: path =>
    isQuestion(path)
      ? failure(
          403,
          'NotAllowedError',
          'The policy of this app does not let you read irsa.service-account.read.',
        )
      : undefined,
};

const HEADERS = {
  'access-control-allow-origin': BACKEND,
  'access-control-allow-credentials': 'true',
  'content-type': 'application/json',
};

interface Asked {
  id: string;
  permission: { name: string };
}

const isOurs = ({ permission }: Asked) => permission.name.startsWith('irsa.');

/** What the policy says of our permissions; the app's own policy decides the others. */
async function authorize(route: Route, refused: readonly string[]) {
  const { items } = route.request().postDataJSON() as { items: Asked[] };
  const answer = items.every(isOurs)
    ? { items: [] }
    : await (await route.fetch()).json();
  const decided = items.map((item, index) =>
    isOurs(item)
      ? {
          id: item.id,
          result: refused.includes(item.permission.name) ? 'DENY' : 'ALLOW',
        }
      : answer.items[index],
  );
  await route.fulfill({ headers: HEADERS, json: { items: decided } });
}

/** Puts fixtures in the place of the plugin's backend, for a state that the company of the sandbox is not in. */
export async function answerWith(page: Page, answers: Answers): Promise<void> {
  const { refused = [], ...state } = answers;
  const backend = irsaBackend(state);
  await page.route(`${BACKEND}/api/irsa/v1/**`, async route => {
    const request = route.request();
    const answer = await backend(request.url(), {
      method: request.method(),
      body: request.postData(),
    });
    await route.fulfill({
      status: answer.status,
      headers: HEADERS,
      body: await answer.text(),
    });
  });
  await page.route(`${BACKEND}/api/permission/authorize`, route =>
    authorize(route, refused),
  );
}
