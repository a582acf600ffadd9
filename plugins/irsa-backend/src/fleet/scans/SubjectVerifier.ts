import type { Piscina } from 'piscina';
import { giveWay } from '../../lib/giveWay';
import { threadPool } from '../../lib/threadPool';
import type { VerifiedSubjects } from './verifySubject';
import verifySubjects, { type SubjectBatch } from './verifySubjects';

/** Verifies IAM service accounts for scans. */
export class SubjectVerifier {
  #threads: Piscina | undefined;

  /** On the event loop, where others have their turn after each: for so few that a thread would start for longer than it works. */
  here(batch: SubjectBatch): Promise<VerifiedSubjects> {
    return verifySubjects(batch, giveWay);
  }

  /** In a thread, so that the event loop reads and stores others meanwhile. One thread serves all scans: what they do on the event loop takes as long. */
  inThread(batch: SubjectBatch): Promise<VerifiedSubjects> {
    this.#threads ??= threadPool(__filename, 'verifySubjects', {
      minThreads: 0,
      maxThreads: 1,
    });
    return this.#threads.run(batch);
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    const threads = this.#threads;
    this.#threads = undefined;
    await threads?.destroy();
  }
}
