import { mockCredentials } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type {
  Approval,
  Change,
  IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import request from 'supertest';
import { auditLog } from '../auditLog';
import { changeRequestGate } from '../changeRequestGate';
import { componentOf, specOf } from '../core';
import { API, type TestHost } from '../host';
import { groupWith } from '../groupWith';
import { startFleetHost } from '../inventory/host';
import { notificationSink } from '../notificationSink';
import { actionsRegistry } from '../registry';
import { changeRequests } from './changeRequests';
import {
  ADA,
  ADMIN,
  ADMINS,
  BOTH,
  EVE,
  HERO,
  ON_CALL,
  PLAT,
  PLATFORM,
  SEC,
  SECRET,
  SECURITY,
  TEAM,
} from './people';

const IRSA = {
  administrators: [ADMINS],
  audit: { readerGroups: [ADMINS] },
  breakGlass: { groups: [ON_CALL] },
  approvals: [
    {
      name: 'secrets',
      grants: ['secretsmanager:*'],
      clusters: ['prod-*'],
      approvers: [SECURITY],
    },
    {
      name: 'admin-rights',
      minimumRisk: 'high',
      clusters: ['prod-*'],
      approvers: [PLATFORM],
    },
    {
      name: 'staging',
      accounts: ['444455556666'],
      gate: 'change-requests',
    },
  ],
};

const USERS: Record<string, string[]> = {
  [ADA]: [TEAM],
  [EVE]: [TEAM],
  [BOTH]: [TEAM, SECURITY],
  [SEC]: [SECURITY],
  [PLAT]: [PLATFORM],
  [ADMIN]: [ADMINS],
  [HERO]: [TEAM, ON_CALL],
};

/** The notified groups, as catalog entities. */
const GROUPS = [SECURITY, PLATFORM, ADMINS].map(group =>
  groupWith(
    group,
    Object.keys(USERS).filter(user => USERS[user].includes(group)),
  ),
);

/** Returns the spec of a component, by default with a grant on a secret. */
export const specFor = (
  name: string,
  grants: object[] = [SECRET],
  change: object = {},
) =>
  specOf({
    entityRef: `component:default/${name}`,
    name,
    grants: grants as IamServiceAccountSpec['grants'],
    ...change,
  });

/** Returns the functions that send people's requests to a backend. */
function requestsTo(host: TestHost) {
  const api = (
    method: 'get' | 'post' | 'put' | 'delete',
    path: string,
    who: string,
    body: object = {},
  ) => {
    const sending = request(host.backend.server)
      [method](`${API}${path}`)
      .set(
        'Authorization',
        who.startsWith('Bearer') ? who : mockCredentials.user.header(who),
      );
    return method === 'get' ? sending : sending.send(body);
  };
  const apply = (spec: object, who = ADA) =>
    api('put', '/service-accounts', who, { spec });
  /** Applies a spec, and expects that it needs approval. Returns the approval's ID. */
  const ask = async (spec: object, who = ADA): Promise<string> => {
    const { status, body } = await apply(spec, who);
    expect([status, body.error?.name]).toEqual([409, 'ApprovalRequiredError']);
    return body.error.approvals[0].id;
  };
  const decide = (
    id: string,
    who = SEC,
    decision: 'approve' | 'reject' = 'approve',
  ) => api('post', `/approvals/${id}/decisions`, who, { decision });
  const stateOf = async (id: string) =>
    ((await api('get', `/approvals/${id}`, ADMIN)).body as Approval).state;
  const made = async (spec: object, who = ADA) => {
    const { status, text, body } = await apply(spec, who);
    if (status !== 200) throw new Error(text);
    return body.serviceAccount as { id: string; roleArn: string };
  };
  const approvedAndMade = async (spec: object) => {
    await decide(await ask(spec));
    return made(spec);
  };
  const changesOf = async (query: string): Promise<Change[]> =>
    (await api('get', `/changes?${query}`, ADMIN)).body.items;
  return { api, apply, approvedAndMade, ask, changesOf, decide, made, stateOf };
}

/** A backend with approval rules, and functions that send people's requests to it. */
export type ApprovalHost = ReturnType<typeof requestsTo> & {
  actions: ReturnType<typeof actionsRegistry>;
  audit: ReturnType<typeof auditLog>;
  host: TestHost & { knex: Knex };
  sent: NotificationSendOptions[];
  tickets: Awaited<ReturnType<typeof changeRequests>>;
  stop(): Promise<void>;
};

/** Starts a backend with approval rules, requesters, approvers, and a change request system. The components have the given names. */
export async function startApprovalHost(
  names: string[],
  replica: {
    directory?: string;
    beside?: TestHost;
    irsa?: JsonObject;
  } = {},
): Promise<ApprovalHost> {
  const { directory, beside, irsa } = replica;
  const tickets = await changeRequests();
  const audit = auditLog();
  const registry = actionsRegistry();
  const { sent, factory: notifications } = notificationSink();
  const host = await startFleetHost(
    {},
    {
      beside,
      root: { changeRequests: { url: tickets.url, token: 'secret-of-test' } },
      ...(directory && {
        database: { client: 'better-sqlite3', connection: { directory } },
      }),
      entities: () => [
        ...names.map(name => componentOf(name, TEAM)),
        ...GROUPS,
      ],
      irsa: { ...IRSA, ...irsa },
      users: USERS,
      features: [
        audit.factory,
        registry.feature,
        changeRequestGate,
        notifications,
      ],
    },
  );
  return {
    ...requestsTo(host),
    ...{ actions: registry, audit, host, sent, tickets },
    stop: async () => {
      await host.stop();
      await tickets.close();
    },
  };
}
