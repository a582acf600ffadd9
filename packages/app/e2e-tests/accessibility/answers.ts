/* eslint-disable @backstage/no-relative-monorepo-imports -- the fixtures of the plugin's gallery are not published */
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

/** A component of the sandbox company that names no ServiceAccount, and that the guest owns. */
export const COMPONENT = 'storefront';

/** The answers of the backend, and the permissions that the permission policy denies. */
export interface Answers extends IrsaBackendState {
  /** The names of the denied irsa permissions. All others are allowed. */
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

/** Returns the answers for a whole fleet in which the component has the given IAM service accounts. */
export function known(...accounts: IamServiceAccount[]): Answers {
  return { ...KNOWN, accounts: { [COMPONENT]: accounts } };
}

/** The answers of a backend without any data. */
export const NOTHING: Answers = {
  ...KNOWN,
  accounts: {},
  approvals: { items: [] },
  waves: undefined,
  migrations: [],
  fleet: emptyFleet,
};

const isQuestion = (path: string) => path !== '/checks';

/** The answers of a backend that does not respond. */
export const SILENT: Answers = {
  ...KNOWN,
  override: path => (isQuestion(path) ? new Promise(() => {}) : undefined),
};

/** The answers of a backend that cannot reach its database. */
export const FAILING: Answers = {
  ...KNOWN,
  override: path =>
    isQuestion(path)
      ? failure(503, 'ServiceUnavailableError', 'The database is not reached.')
      : undefined,
};

/** The answers of a backend that denies all read requests. */
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

/** Answers an authorization request for irsa permissions. The policy of the app decides about all others. */
async function authorize(route: Route, refused: readonly string[]) {
  const { items } = route.request().postDataJSON() as { items: Asked[] };
  const answer = items.every(isOurs)
    ? { items: [] }
    : // The backend may close a kept connection at the moment of the request.
      await (await route.fetch({ maxRetries: 2 })).json();
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

/** Replaces the backend of the plugin with fixtures, for states that do not occur in the sandbox. */
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
