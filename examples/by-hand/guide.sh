#!/bin/sh
# Steps 1 to 5 of the guide "Setting Up IAM Roles for Service Accounts (IRSA) on EKS", with only the AWS CLI and kubectl.
# README.md says where it departs from the letter of the guide, and why.
set -eu

CLUSTER=${CLUSTER:-prod-eu}                # its name in EKS, and the context of kubectl
NAMESPACE=${NAMESPACE:-production}
SERVICE_ACCOUNT=${SERVICE_ACCOUNT:-s3-writer}
ROLE_NAME=${ROLE_NAME:-S3WriterRole}
POLICY_NAME=${POLICY_NAME:-S3WriterPolicy}
BUCKET=${BUCKET:-my-app-uploads}
APP=${APP:-my-app}
: "${AWS_REGION:?Set AWS_REGION to the region of the cluster.}"

kube() { kubectl --context "$CLUSTER" "$@"; }
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT

echo "Step 1: the OIDC provider of $CLUSTER"
OIDC_URL=$(aws eks describe-cluster --name "$CLUSTER" \
  --query "cluster.identity.oidc.issuer" --output text | sed 's|https://||')
if aws iam list-open-id-connect-providers --output text | grep -qF "$OIDC_URL"; then
  echo "  is there"
else
  aws iam create-open-id-connect-provider \
    --url "https://${OIDC_URL}" \
    --client-id-list sts.amazonaws.com \
    --query OpenIDConnectProviderArn --output text
fi

echo "Step 2: policy $POLICY_NAME"
cat >"$files/policy.json" <<JSON
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:PutObject", "s3:PutObjectAcl"],
      "Resource": "arn:aws:s3:::${BUCKET}/*"
    },
    {
      "Effect": "Allow",
      "Action": ["s3:ListBucket"],
      "Resource": "arn:aws:s3:::${BUCKET}"
    }
  ]
}
JSON
POLICY_ARN=$(aws iam create-policy --policy-name "$POLICY_NAME" \
  --policy-document "file://$files/policy.json" --query Policy.Arn --output text)

echo "Step 3: role $ROLE_NAME"
ACCOUNT_ID=$(aws sts get-caller-identity --query Account --output text)
cat >"$files/trust.json" <<JSON
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Federated": "arn:aws:iam::${ACCOUNT_ID}:oidc-provider/${OIDC_URL}"
      },
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {
        "StringEquals": {
          "${OIDC_URL}:sub": "system:serviceaccount:${NAMESPACE}:${SERVICE_ACCOUNT}",
          "${OIDC_URL}:aud": "sts.amazonaws.com"
        }
      }
    }
  ]
}
JSON
aws iam create-role --role-name "$ROLE_NAME" \
  --assume-role-policy-document "file://$files/trust.json" >"$files/role.json"
aws iam attach-role-policy --role-name "$ROLE_NAME" --policy-arn "$POLICY_ARN"
ROLE_ARN=$(aws iam get-role --role-name "$ROLE_NAME" --query "Role.Arn" --output text)

echo "Step 4: ServiceAccount $NAMESPACE/$SERVICE_ACCOUNT"
kube create namespace "$NAMESPACE" 2>/dev/null || true
kube create serviceaccount "$SERVICE_ACCOUNT" -n "$NAMESPACE"
kube annotate serviceaccount "$SERVICE_ACCOUNT" -n "$NAMESPACE" \
  eks.amazonaws.com/role-arn="$ROLE_ARN"

echo "Step 5: Deployment $APP"
"$(dirname "$0")/deploy.sh" "$NAMESPACE" "$APP" "$SERVICE_ACCOUNT"

echo "Role ARN: $ROLE_ARN"
