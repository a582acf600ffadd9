import { findRisks } from './findRisks';
import { verifySubjects } from './verifySubjects';

/** What scans compute, by name: plain data in, plain data out, without the database. */
export const tasks = { findRisks, verifySubjects };

export type Tasks = typeof tasks;
export type TaskInput<Name extends keyof Tasks> = Parameters<Tasks[Name]>[0];
export type TaskOutput<Name extends keyof Tasks> = Awaited<
  ReturnType<Tasks[Name]>
>;
