import type { DrillRow } from './table';

/** A row that a test of its own makes, by its file in `src` and the end of its name. */
export interface HeldRow extends DrillRow {
  heldBy: { file: string; test: string };
}

/** Faults of the backend itself. */
export const BACKEND_ROWS: HeldRow[] = [
  {
    fault: 'The backend is killed before or after any write',
    during: 'writing',
    sees: 'The connection breaks; a template goes on to ask for 90 s. After a minute: InterruptedError: The backend, or its database, was away while the plan was applied. Apply the spec again: it goes on from what is there.',
    stored: 'What was asked for, and each write that was made',
    recovers:
      'The same request again, 20 s later at most, ends as an undisturbed one: nothing is made twice, nothing left over',
    heldBy: {
      file: 'crash.flow.test.ts',
      test: 'leaves what the next run brings to the same end, without an orphan or a duplicate',
    },
  },
  {
    fault: 'One of two replicas is killed',
    during: 'sweeping',
    sees: "The fleet's scopes as they were swept last",
    stored: 'What was found before',
    recovers: 'The other replica sweeps all, once the time of the task is over',
    heldBy: {
      file: 'sweep/sweeps.flow.postgres.test.ts',
      test: 'leaves what the other one completes',
    },
  },
  {
    fault: 'The database drops every connection',
    during: 'sweeping',
    sees: "The fleet's scope is swept, or stale with the reason",
    stored: 'What was found before',
    recovers: 'The next sweep, with new connections: `fresh`',
    heldBy: {
      file: 'sweep/sweeps.flow.postgres.test.ts',
      test: 'lose nothing when the database drops every connection in mid-sweep',
    },
  },
  {
    fault: 'PostgreSQL is stopped in mid-sweep, and started again',
    during: 'sweeping',
    sees: "The fleet's scope is stale with the reason",
    stored: 'What was found before, nothing twice',
    recovers:
      'The end of the sweep is stored within 60 s; the next sweep: `fresh`',
    heldBy: {
      file: 'sweep/sweeps.flow.postgres.test.ts',
      test: 'has lost nothing and holds nothing twice',
    },
  },
  {
    fault: 'Two replicas are asked for the same at once',
    during: 'writing',
    sees: 'All 20 requests are answered with the same role, `verified`',
    stored: 'One role, one policy, one ServiceAccount',
    recovers: 'By itself: one writes, the others wait for its result',
    heldBy: {
      file: 'replicas.flow.postgres.test.ts',
      test: 'answer 20 equal creations at once with one set of objects',
    },
  },
  {
    fault: 'Two replicas sweep at once',
    during: 'sweeping',
    sees: "The fleet's scopes are `fresh`",
    stored: 'What was found, once',
    recovers: 'By itself: each scope is swept by one of them',
    heldBy: {
      file: 'sweep/sweeps.flow.postgres.test.ts',
      test: 'sweep each cluster and account once',
    },
  },
];
