export { findIndirectAccess } from './indirectAccess';
