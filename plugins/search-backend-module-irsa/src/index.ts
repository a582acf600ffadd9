/**
 * Adds IAM service accounts, roles, and findings to the search of Backstage.
 *
 * @packageDocumentation
 */
export { searchModuleIrsa as default } from './module';
export {
  DefaultIrsaCollatorFactory,
  type DefaultIrsaCollatorFactoryOptions,
} from './DefaultIrsaCollatorFactory';
export type { IrsaDocument } from './documents';
