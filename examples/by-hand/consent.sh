#!/bin/sh
# Lets IRSA for Backstage take over what guide.sh made: an administrator's consent, on the role and the ServiceAccount.
set -eu
CLUSTER=${CLUSTER:-prod-eu}
NAMESPACE=${NAMESPACE:-production}
SERVICE_ACCOUNT=${SERVICE_ACCOUNT:-s3-writer}
ROLE_NAME=${ROLE_NAME:-S3WriterRole}

aws iam tag-role --role-name "$ROLE_NAME" --tags Key=backstage-irsa.dev/adopt,Value=allowed
kubectl --context "$CLUSTER" annotate serviceaccount "$SERVICE_ACCOUNT" -n "$NAMESPACE" \
  backstage-irsa.dev/adopt=allowed
