/** The client of EC2, which is large: it is loaded only where something is scanned or looked at. */
export function loadEc2(): typeof import('@aws-sdk/client-ec2') {
  return require('@aws-sdk/client-ec2');
}
