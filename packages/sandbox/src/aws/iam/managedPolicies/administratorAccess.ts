import { awsManagedPolicy } from './awsManagedPolicy';

export const administratorAccess = awsManagedPolicy({
  name: 'AdministratorAccess',
  id: 'ANPAIWMBCKSKIEE64ZLYK',
  createdAt: '2015-02-06T18:39:46Z',
  description: 'Provides full access to AWS services and resources.',
  statements: [
    {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
    },
  ],
});
