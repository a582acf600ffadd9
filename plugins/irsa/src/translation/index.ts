export { irsaTranslationRef, type IrsaMessages } from './ref';
export { irsaTranslations } from './resource';
