/*
 * How a service records what it changes:
 *
 *   await changes.track(change, open => runner.run(config, steps, { change: open, … }));   // writes by the steps of a plan
 *   await changes.record(change, write, () => store.accept(…));                             // one write of another kind
 *
 * with a `NewChange`, such as
 *
 *   { action: 'transfer', requester: 'user:default/ada', approver: 'user:default/eve', reason, changeNumber,
 *     serviceAccount: { cluster, namespace, name }, entityRef, owner, accountId }
 *
 * and a `NewWrite`, such as
 *
 *   { action: 'update', target: { kind: 'ownership', name: formatServiceAccountRef(ref) }, summary: 'Transfer the ownership',
 *     diff: [{ field: 'owner', before: 'group:default/a', after: 'group:default/b' }] }
 *
 * The record is stored before the work begins: when that fails, the work is not done.
 */
import { OpenChange, type RecordingOptions } from './OpenChange';
import type { NewChange, NewWrite } from './types';

/** Records changes of AWS, clusters, and ownership for auditors, in append-only rows and with the auditor service. */
export class ChangeLog {
  readonly #o: RecordingOptions;

  constructor(options: RecordingOptions) {
    this.#o = options;
  }

  /** Runs work as one change with any number of writes. @throws database errors before the work starts, and errors of the work. */
  async track<T>(
    change: NewChange,
    work: (open: OpenChange) => Promise<T>,
  ): Promise<T> {
    const open = await OpenChange.begin(this.#o, change);
    const answer = await work(open).catch(async error => {
      await open.end(error);
      throw error;
    });
    await open.end();
    return answer;
  }

  /** Runs work as one change with one write. @throws as `track` */
  record<T>(
    change: NewChange,
    write: NewWrite,
    work: () => Promise<T>,
  ): Promise<T> {
    return this.track(change, open => open.write(write, work));
  }
}
