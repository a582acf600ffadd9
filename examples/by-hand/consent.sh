#!/bin/sh
# Lets IRSA for Backstage adopt what guide.sh created: sets an administrator's consent on the role and the ServiceAccount.
set -eu
CLUSTER=${CLUSTER:-prod-eu}
NAMESPACE=${NAMESPACE:-production}
SERVICE_ACCOUNT=${SERVICE_ACCOUNT:-s3-writer}
ROLE_NAME=${ROLE_NAME:-S3WriterRole}

# Names the only ServiceAccount for which the role can be adopted, and expires after a day.
HASH=$(printf %s "$CLUSTER/$NAMESPACE/$SERVICE_ACCOUNT" | sha256sum | cut -c1-32)
CONSENT="v1:$HASH:$(date -u -d '+1 day' +%Y-%m-%dT%H:%M:%SZ)"

aws iam tag-role --role-name "$ROLE_NAME" --tags "Key=backstage-irsa.dev/adopt,Value=$CONSENT"
kubectl --context "$CLUSTER" annotate serviceaccount "$SERVICE_ACCOUNT" -n "$NAMESPACE" \
  "backstage-irsa.dev/adopt=$CONSENT"
