import { awsManagedPolicy } from './awsManagedPolicy';

export const amazonSQSFullAccess = awsManagedPolicy({
  name: 'AmazonSQSFullAccess',
  id: 'ANPAI65L554VRJ33ECQS6',
  createdAt: '2015-02-06T18:41:07Z',
  description:
    'Provides full access to Amazon SQS via the AWS Management Console.',
  statements: [
    {
      Action: ['sqs:*'],
      Effect: 'Allow',
      Resource: '*',
    },
  ],
});
