import type { Case } from '../../aspects';
import type { AwsSession } from '../session';
import * as accessEntries from './accessEntries';
import * as account from './account';
import * as ec2 from './ec2';
import * as eks from './eks';
import * as policies from './policies';
import * as roles from './roles';
import * as s3 from './s3';
import * as sts from './sts';

/** Every case of AWS. */
export const AWS_CASES: Case<AwsSession>[] = [
  roles,
  policies,
  account,
  sts,
  eks,
  accessEntries,
  ec2,
  s3,
].flatMap(module => Object.values(module).flat());
