export { notManagedByBackstage, violationBlocker } from './blockers';
export { leftInUse } from './leftInUse';
export { mayStillNeed } from './mayStillNeed';
export { leftToDo, migratedSpec, migrationPlan } from './plan';
export { type Progress, progressOf } from './stage';
