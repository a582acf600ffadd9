/**
 * Lets people find IAM service accounts, roles and findings by the search of Backstage.
 *
 * @packageDocumentation
 */
export { searchModuleIrsa as default } from './module';
export {
  DefaultIrsaCollatorFactory,
  type DefaultIrsaCollatorFactoryOptions,
} from './DefaultIrsaCollatorFactory';
export type { IrsaDocument } from './documents';
