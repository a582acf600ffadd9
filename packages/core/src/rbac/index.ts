export { becomersOf } from './indirectAccess';
