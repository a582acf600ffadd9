import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabases } from '@backstage/backend-test-utils';
import {
  SERVICE_ACCOUNT_ANNOTATION,
  type Operation,
  type Scope,
  type Verification,
} from '@backstage-irsa/core/model';
import type { Disturbance } from '@backstage-irsa/sandbox';
import type { Knex } from 'knex';
import { coreOf } from '../coreOf';
import { componentOf, specOf } from '../core';
import { startScanHost, type ScanHost } from '../scans';
import {
  keptOf,
  scopeOf,
  cardOf,
  expectPlain,
  listed,
  same,
  seenOf,
  VERIFIED,
} from './shown';
import type { DrillRow } from './table';

/** Starts a fault. Returns a function that ends it. */
export type Bring = (
  stage: DrillStage,
) => Promise<() => Promise<void> | void> | (() => Promise<void> | void);

/** How a fault is drilled: what is disturbed during which phase. A phase is missing if the fault does not affect it. */
export interface Drill {
  fault: string;
  /** Whether the fault lasts as long as the timeout. If so, the drill uses a backend with a timeout of 1 second. */
  isSilent?: boolean;
  reading?: Bring;
  writing?: Bring;
  scanning?: { scope: string; bring: Bring };
}

const ENTITY = '/entities/component/default/drilled';
const CARD = `${ENTITY}/service-accounts`;
const SUBJECT = 'prod-eu/production/orders-api';

/** The writes of one creation, in order. */
const WRITES = [
  'CreatePolicy',
  'CreateRole',
  'AttachRolePolicy',
  'create serviceaccounts',
];

/** The page size of a cluster list. */
const PAGE = 150;

/** A backend with a sandbox, an existing service to read, and others to create. */
export class DrillStage {
  #made = 0;
  /** The backend with a timeout of 1 second, once it is used. */
  #hasty?: Promise<ScanHost>;

  /** Starts the backend and verifies the existing service. */
  static async start(
    databases: TestDatabases,
    options: { knex?: Knex } = {},
  ): Promise<DrillStage> {
    const entities = () => [
      componentOf('drilled', 'group:default/team', {
        [SERVICE_ACCOUNT_ANNOTATION]: SUBJECT,
      }),
    ];
    const host = await startScanHost(databases, { ...options, entities });
    const startHasty = () =>
      startScanHost(databases, {
        beside: host,
        knex: host.knex,
        entities,
        irsa: { timeouts: { awsMs: 1000, kubernetesMs: 1000 } },
      });
    await host.settle();
    const { body } = await host.post(`${ENTITY}/verifications`, {});
    return new DrillStage(host, startHasty, body.items[0].id);
  }

  private constructor(
    readonly host: ScanHost,
    private readonly startHasty: () => Promise<ScanHost>,
    readonly id: string,
  ) {}

  async stop(): Promise<void> {
    await (await this.#hasty)?.stop();
    await this.host.stop();
  }

  /** Creates enough ServiceAccounts for a second list page. */
  async fillCluster(): Promise<void> {
    const core = coreOf(this.host.kubeconfig);
    const names = Array.from({ length: PAGE }, (_, n) => `filling-${n}`);
    await Promise.all(
      names.map(name =>
        core.createNamespacedServiceAccount({
          namespace: 'production',
          body: { metadata: { name } },
        }),
      ),
    );
  }

  /** Disturbs calls. Returns a function that ends this. */
  disturb(disturbances: Disturbance[]): () => void {
    const { world } = this.host.sandbox;
    world.disturbances.replace(disturbances);
    return () => world.disturbances.replace([]);
  }

  /** Drills a user who opens the card and verifies, with a live proof. */
  async read({ fault, isSilent }: Drill, bring: Bring): Promise<DrillRow> {
    const asked = await this.#asked(isSilent);
    const before = await this.#verify();
    same(seenOf(before), VERIFIED);
    const end = await bring(this);
    const [card, during] = await finallyDo(end, async () => [
      await asked.get(CARD),
      await this.#verify(asked),
    ]);
    const cardSeen = cardOf(card, before.body);
    const stored = await this.#stored();
    const after = await this.#verify();
    same(seenOf(after), VERIFIED);
    return {
      fault,
      during: 'reading',
      sees: `${cardSeen} ${seenOf(during)}`,
      stored:
        during.status === 200
          ? `The verification, \`${stored.status}\``
          : `The last verification, \`${stored.status}\``,
      recovers:
        during.body.status === 'verified'
          ? 'By itself, by asking again'
          : 'The next verification: `verified`',
    };
  }

  /** Drills a user or template that requests a new identity. */
  async write({ fault, isSilent }: Drill, bring: Bring): Promise<DrillRow> {
    const spec = this.#nextSpec();
    const since = this.host.sandbox.world.calls.count;
    const asked = await this.#asked(isSilent);
    const end = await bring(this);
    const first = await finallyDo(end, () => this.#apply(asked, spec));
    const written = this.#writesSince(since);
    const again = await this.host.put(spec);
    same(again.body.verification?.status ?? again.body, 'verified');
    // Nothing is created twice, regardless of the fault.
    same([...this.#writesSince(since)].sort(), [...WRITES].sort());
    const rest = this.#writesSince(since).slice(written.length);
    return {
      fault,
      during: 'writing',
      sees: first.sees,
      stored: `${first.stored}Made: ${listed(written)}`,
      recovers:
        rest.length === 0
          ? 'By itself, by asking again'
          : `The same request again makes ${listed(rest)}: \`verified\``,
    };
  }

  /** Drills a creation during which the database is unavailable from the middle of a step to its end. */
  async writeOver(
    fault: string,
    { during, bring }: { during: string; bring: Bring },
  ): Promise<DrillRow> {
    const { host } = this;
    const spec = this.#nextSpec();
    const since = this.host.sandbox.world.calls.count;
    const reaches = async (operation: string) => {
      while (!this.#writesSince(since).includes(operation)) await sleep(20);
    };
    const slow = { service: 'iam', operation: during, milliseconds: 700 };
    const ended = this.disturb([{ kind: 'delay', ...slow }]);
    const { body } = await host.put(spec, { Prefer: 'respond-async' });
    await reaches(WRITES[WRITES.indexOf(during) - 1]);
    await sleep(100);
    const end = await bring(this);
    const asked = await finallyDo(end, async () => {
      await reaches(during);
      await sleep(200);
      return host.get(`/operations/${body.id}`);
    });
    ended();
    expectPlain(asked.body);
    const written = this.#writesSince(since);
    await this.#passTime(body.id);
    const { body: operation } = await host.get(`/operations/${body.id}`);
    const again = await host.put(spec);
    same(again.body.verification?.status ?? again.body, 'verified');
    same(this.#writesSince(since), WRITES);
    const { name, message } = asked.body.error;
    return {
      fault,
      during: 'writing',
      sees: `Meanwhile: ${asked.status} ${name}: ${message} After a minute: ${operation.error.name}: ${operation.error.message}`,
      stored: `The operation, \`${operation.status}\`. Made: ${listed(
        written,
      )}`,
      recovers: `The same request again, 20 s later at most, makes ${listed(
        WRITES.slice(written.length),
      )}: \`verified\``,
    };
  }

  /** Simulates the time until an operation counts as silent and leases expire. */
  async #passTime(operationId: string): Promise<void> {
    const { knex } = this.host;
    await knex('operations')
      .where({ id: operationId })
      .decrement('alive_at', 61_000);
    await knex('claims').update({ expires_at: 0 });
    await knex('role_leases').update({ expires_at: 0 });
  }

  #nextSpec() {
    this.#made += 1;
    return specOf({
      name: `drill-${this.#made}`,
      entityRef: `component:default/drill-${this.#made}`,
    });
  }

  /** Drills a scan by the scheduled task. */
  async scan(
    { fault, isSilent }: Drill,
    { scope, bring }: NonNullable<Drill['scanning']>,
  ): Promise<DrillRow> {
    const asked = await this.#asked(isSilent);
    const before = await this.inventory();
    const { completedAt } = await this.#scope(scope);
    await this.host.makeDue(scope);
    const end = await bring(this);
    await finallyDo(end, () => asked.scanDue());
    const during = await this.#scope(scope);
    const isScanned = during.completedAt !== completedAt;
    same(await this.inventory(), before);
    const isWhole = isScanned && during.reason === undefined;
    if (!isWhole) await this.host.scan(scope);
    const after = await this.#scope(scope);
    same([after.state, after.reason], ['current', undefined]);
    same(after.completedAt === completedAt, false);
    same(await this.inventory(), before);
    return {
      fault,
      during: 'scanning',
      sees: scopeOf(during, isScanned),
      stored: keptOf(during, isScanned),
      recovers: isWhole
        ? 'By itself, by asking again'
        : 'The next scan: `current`',
    };
  }

  /** Returns the AWS and cluster writes after a position in the call log. Their times can come from a wrong clock. */
  #writesSince(place: number): string[] {
    return this.host.sandbox.world.calls
      .since(place)
      .filter(({ write, status }) => write && status < 300)
      .map(({ operation }) => operation);
  }

  /** Returns the results of scans without their times. */
  async inventory() {
    const { knex } = this.host;
    const present = (table: string) =>
      knex(table).whereNull('deleted_at').orderBy('id').pluck('id');
    return {
      accounts: await present('service_accounts'),
      workloads: await present('inventory_workloads'),
      roles: await present('inventory_roles'),
      findings: await knex('findings')
        .whereNull('resolved_at')
        .orderBy('id')
        .select('id', 'check_id', 'subject_kind'),
    };
  }

  /** Returns the backend that receives the requests. */
  async #asked(isSilent = false): Promise<ScanHost> {
    if (!isSilent) return this.host;
    this.#hasty ??= this.startHasty();
    return this.#hasty;
  }

  #verify(asked = this.host) {
    return asked.post(`/service-accounts/${this.id}/verifications`, {
      live: true,
    });
  }

  async #stored(): Promise<Verification> {
    const { body } = await this.host.get(`/service-accounts/${this.id}`);
    return body.verification;
  }

  async #scope(id: string): Promise<Scope> {
    const { body } = await this.host.get('/scopes');
    return body.items.find((scope: Scope) => scope.id === id);
  }

  /** Applies a spec as template actions do: starts an operation and reads it until it ends. */
  async #apply(
    asked: ScanHost,
    spec: object,
  ): Promise<{ sees: string; stored: string }> {
    const begun = await asked.put(spec, { Prefer: 'respond-async' });
    if (begun.status !== 202) {
      expectPlain(begun.body);
      const { name, message } = begun.body.error;
      return {
        sees: `${begun.status} ${name}: ${message}`,
        stored: 'No operation. ',
      };
    }
    const operation = await this.#ended(begun.body.id);
    expectPlain(operation);
    const { status, error, steps } = operation;
    const failed = steps.find(step => step.status === 'failed');
    const step = failed ? `Step \`${failed.id}\` failed. ` : '';
    return {
      sees: `${step}${
        error ? `${error.name}: ${error.message}` : 'All steps done'
      }`,
      stored: `The operation, \`${status}\`. `,
    };
  }

  async #ended(id: string): Promise<Operation> {
    for (;;) {
      const { body } = await this.host.get(`/operations/${id}`);
      if (body.status !== 'running') return body;
      await sleep(50);
    }
  }
}

async function finallyDo<T>(
  end: () => Promise<void> | void,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } finally {
    await end();
  }
}
