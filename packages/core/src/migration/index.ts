export { notManagedByBackstage } from './blockers/notManagedByBackstage';
export { mayStillNeed } from './mayStillNeed';
export { leftToDo, migratedSpec, migrationPlan } from './plan';
export { type Progress, progressOf } from './stage';
