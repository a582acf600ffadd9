import { evaluateTrust } from '@backstage-irsa/iam-policy';
