export { findIndirectAccess } from './indirectAccess';
export {
  createIndirectSubjects,
  type IndirectSubjects,
} from './indirectSubjects';
