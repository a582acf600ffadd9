export { becomersOf } from './becomers';
