/**
 * The frontend of IRSA for Backstage, for apps on the old frontend system.
 *
 * @packageDocumentation
 */
export {
  EntityIrsaCard,
  EntityIrsaContent,
  IrsaAccessFormFieldExtension,
  IrsaClusterPickerFieldExtension,
  IrsaFilesPreviewFieldExtension,
  IrsaGrantsEditorFieldExtension,
  IrsaMigrationPreviewFieldExtension,
  IrsaNamespacePickerFieldExtension,
  IrsaPage,
  IrsaPlanPreviewFieldExtension,
  IrsaResourceInputFieldExtension,
  IrsaServiceAccountPickerFieldExtension,
  irsaPlugin,
} from './legacyPlugin';
export {
  irsaApiRef,
  type IrsaApi,
  type KnownAction,
  type MigrationQuery,
} from './api/IrsaApi';
export { IrsaClient } from './api/IrsaClient';
export { irsaTranslationRef, type IrsaMessages } from './translation';
