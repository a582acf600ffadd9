import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CoreV1Api } from '@kubernetes/client-node';
import { startSandbox, type Sandbox } from '@backstage-irsa/sandbox';
import { namespaceRule } from '../namespaceRule';
import { coreOf } from '../coreOf';
import { sandboxConfig } from '../internals';
import { BackendProcess, type Answer } from './BackendProcess';
import { watchWrites, type Moment, type WriteWatch } from './killPoints';
import { NAMESPACE, remove, type Scenario } from './scenarios';
import { letLeasesRunOut, newestChangeOf, snapshotOf } from './snapshot';

type Snapshot = Awaited<ReturnType<typeof snapshotOf>>;

/** The result of one kill. */
export interface PointResult {
  /** The number of the write, starting at 1. */
  write: number;
  operation: string;
  moment: Moment;
  /** The signal that ended the process. */
  signal: NodeJS.Signals | null;
  /** The writes that were done when the process died. */
  doneBefore: string[];
  /** The recorded change when the process died. */
  change: Awaited<ReturnType<typeof newestChangeOf>>;
  /** The response of the next process to the same request. */
  answer: Answer;
  /** The writes of the next process. */
  doneAfter: string[];
  snapshot: Snapshot;
}

/** The writes and final state of the undisturbed run, and the result of each kill. */
export interface DrillResult {
  writes: string[];
  /** The number of writes seen before the API received them. It must equal the number of writes done. */
  sent: number;
  answer: Answer;
  snapshot: Snapshot;
  points: PointResult[];
}

type Point = Pick<PointResult, 'write' | 'operation' | 'moment'>;

/** Returns the points before and after each write. */
const pointsOf = (writes: string[]): Point[] =>
  writes.flatMap((operation, index) =>
    (['before', 'after'] as const).map(moment => ({
      write: index + 1,
      operation,
      moment,
    })),
  );

/** A sandbox, a database file, and the processes that use them in turn. */
export class Drill {
  readonly #directory: string;
  readonly #sandbox: Sandbox;
  readonly #watch: WriteWatch;
  #backend: BackendProcess;

  static async start(): Promise<Drill> {
    const directory = mkdtempSync(join(tmpdir(), 'irsa-crash-'));
    const sandbox = await startSandbox({
      directory,
      awsPort: 0,
      clusterPorts: [0, 0],
    });
    const backend = await startBackend(sandbox, directory);
    return new Drill(directory, sandbox, backend);
  }

  private constructor(
    directory: string,
    sandbox: Sandbox,
    backend: BackendProcess,
  ) {
    this.#directory = directory;
    this.#sandbox = sandbox;
    this.#backend = backend;
    this.#watch = watchWrites(sandbox);
  }

  /**
   * Runs a scenario undisturbed, then once per kill point, or only for the first and last point. If `waits`, the first run waits for the dead
   * process's lease.
   */
  async run(
    scenario: Scenario,
    { all, waits }: { all: boolean; waits: boolean },
  ): Promise<DrillResult> {
    const arranged = await this.#prepare(scenario);
    this.#watch.reset();
    const answer = await scenario.request(this.#backend, arranged);
    const writes = this.#watch.done();
    const sent = this.#watch.sent();
    const snapshot = await this.#snapshot();
    const points: PointResult[] = [];
    const [first, ...others] = pointsOf(writes);
    for (const point of [first, ...(all ? others : others.slice(-1))]) {
      const waiting = waits && point === first;
      points.push(await this.#killAt(scenario, point, waiting));
    }
    return { writes, sent, answer, snapshot, points };
  }

  /** Ends the process and removes everything. */
  async stop(): Promise<void> {
    this.#backend.kill();
    await this.#backend.ended();
    this.#watch.end();
    await this.#sandbox.close();
    rmSync(this.#directory, { recursive: true });
  }

  async #killAt(
    scenario: Scenario,
    { write, operation, moment }: Point,
    waits: boolean,
  ): Promise<PointResult> {
    const arranged = await this.#prepare(scenario);
    const doomed = this.#backend;
    this.#watch.reset({ write, moment, spring: () => doomed.kill() });
    const [signal] = await Promise.all([
      doomed.ended(),
      scenario.request(doomed, arranged).catch(() => undefined),
    ]);
    const doneBefore = this.#watch.done();
    const change = await newestChangeOf(this.#databaseFile);
    this.#backend = await startBackend(this.#sandbox, this.#directory);
    if (!waits) await letLeasesRunOut(this.#databaseFile);
    this.#watch.reset();
    const answer = await scenario.request(this.#backend, arranged);
    const doneAfter = this.#watch.done();
    const snapshot = await this.#snapshot();
    return {
      ...{ write, operation, moment, signal, doneBefore, change },
      ...{ answer, doneAfter, snapshot },
    };
  }

  /** Resets everything to the start of the scenario. Also removes the shared resources that a deletion keeps. */
  async #prepare(scenario: Scenario): Promise<string> {
    await remove(this.#backend);
    const { accounts, clusters } = this.#sandbox.world;
    for (const { accountId, issuer } of clusters.values()) {
      const { oidcProviders } = accounts.get(accountId)!;
      for (const { arn, url } of [...oidcProviders.values()]) {
        if (issuer.endsWith(url)) oidcProviders.delete(arn);
      }
    }
    const core = coreOf(join(this.#directory, 'kubeconfig'));
    await this.#removeNamespace(core);
    const backend = this.#backend;
    const place = { backend, sandbox: this.#sandbox, core };
    return (await scenario.arrange?.(place)) ?? '';
  }

  async #removeNamespace(core: CoreV1Api): Promise<void> {
    const isThere = async () => {
      const { items } = await core.listNamespace();
      return items.some(({ metadata }) => metadata?.name === NAMESPACE);
    };
    if (!(await isThere())) return;
    await core.deleteNamespace({ name: NAMESPACE });
    // A cluster takes some time to empty a namespace.
    while (await isThere()) await sleep(50);
  }

  get #databaseFile(): string {
    return join(this.#directory, 'irsa.sqlite');
  }

  #snapshot(): Promise<Snapshot> {
    const kubeconfig = join(this.#directory, 'kubeconfig');
    return snapshotOf(this.#sandbox, kubeconfig, this.#databaseFile);
  }
}

/** Owners are allowed to have roles in both accounts. */
const RULES = [
  namespaceRule(['group:default/team'], {
    accounts: ['111122223333', '444455556666'],
  }),
];

function startBackend(sandbox: Sandbox, directory: string) {
  return BackendProcess.start(
    {
      ...sandboxConfig(sandbox, join(directory, 'kubeconfig'), {
        namespaceRules: RULES,
      }),
      backend: {
        database: { client: 'better-sqlite3', connection: { directory } },
      },
    },
    { cache: join(directory, 'compiled') },
  );
}
