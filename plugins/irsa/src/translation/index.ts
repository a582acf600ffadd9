export { irsaTranslationRef, type IrsaMessages } from './ref';
