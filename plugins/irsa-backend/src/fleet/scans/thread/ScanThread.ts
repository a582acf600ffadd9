import type { Piscina } from 'piscina';
import { giveWay } from '../../../lib/giveWay';
import { threadPool } from '../../../lib/threadPool';
import type { TaskInput, TaskOutput, Tasks } from './tasks';
import run from './thread';

/** Computes for scans. */
export class ScanThread {
  #threads: Piscina | undefined;

  /** On the event loop, where others have their turn between the parts: for so little that a thread would start for longer than it works. */
  here<Name extends keyof Tasks>(
    name: Name,
    input: TaskInput<Name>,
  ): Promise<TaskOutput<Name>> {
    return run({ name, input }, giveWay);
  }

  /** In a thread, so that the event loop reads and stores others meanwhile. One thread serves all scans: what they do on the event loop takes as long. */
  inThread<Name extends keyof Tasks>(
    name: Name,
    input: TaskInput<Name>,
  ): Promise<TaskOutput<Name>> {
    this.#threads ??= threadPool(__filename, 'thread', {
      minThreads: 0,
      maxThreads: 1,
    });
    return this.#threads.run({ name, input });
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    const threads = this.#threads;
    this.#threads = undefined;
    await threads?.destroy();
  }
}
