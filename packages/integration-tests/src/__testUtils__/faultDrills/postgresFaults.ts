/** The drilled PostgreSQL faults, as the document names them. */
export const AWAY = 'PostgreSQL is away';
export const LOCKED = 'PostgreSQL has a table locked for a second';
export const FULL = 'PostgreSQL has no room left';
export const CROWDED = 'All connections to PostgreSQL are in use';
export const RESTARTED =
  'PostgreSQL is started again in the middle of a creation';
