export {
  EntityAccessCard,
  type EntityAccessCardProps,
} from './EntityAccessCard';
