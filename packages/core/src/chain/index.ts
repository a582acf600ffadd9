export { chainOf } from './chain';
