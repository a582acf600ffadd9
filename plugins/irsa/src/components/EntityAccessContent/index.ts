export {
  EntityAccessContent,
  type EntityAccessContentProps,
} from './EntityAccessContent';
