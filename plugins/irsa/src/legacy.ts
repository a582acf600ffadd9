/**
 * The frontend of IRSA for Backstage, for apps on the old frontend system.
 *
 * @packageDocumentation
 */
export {
  EntityIrsaCard,
  EntityIrsaContent,
  IrsaClusterPickerFieldExtension,
  IrsaFilesPreviewFieldExtension,
  IrsaGrantsEditorFieldExtension,
  IrsaNamespacePickerFieldExtension,
  IrsaPage,
  IrsaPlanPreviewFieldExtension,
  IrsaResourceInputFieldExtension,
  irsaPlugin,
} from './legacyPlugin';
export {
  irsaApiRef,
  type IrsaApi,
  type KnownAction,
  type MigrationQuery,
} from './api/IrsaApi';
export { IrsaClient } from './api/IrsaClient';
export {
  irsaTranslationRef,
  irsaTranslations,
  type IrsaMessages,
} from './translation';
