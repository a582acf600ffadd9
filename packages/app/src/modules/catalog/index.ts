export { catalogWithAwsAccess } from './catalogWithAwsAccess';
