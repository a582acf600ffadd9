/** Loads the EC2 client on demand, because it is large: only scans and lookups need it. */
export function loadEc2(): typeof import('@aws-sdk/client-ec2') {
  return require('@aws-sdk/client-ec2');
}
