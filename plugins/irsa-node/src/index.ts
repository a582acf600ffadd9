/**
 * Lets other backend plugins plan, create, and verify IAM service accounts.
 *
 * @packageDocumentation
 */
export * from './approvalGates';
export * from './discovery';
export * from './events';
export {
  irsaServiceRef,
  type IrsaCaller,
  type IrsaService,
} from './irsaServiceRef';
export { waitForOperation, type WaitOptions } from './waitForOperation';
