/**
 * Software template actions that give a service its own AWS identity.
 *
 * @packageDocumentation
 */
export { scaffolderModuleIrsa as default } from './module';
