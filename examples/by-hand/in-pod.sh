#!/bin/sh
# Step 6 of the guide, if no kubelet runs containers: runs a command on this machine with the AWS identity of a pod. The variables are those that
# the webhook put into the pod. The token is one that the API server issues for this pod, requested as the kubelet requests it.
# Usage: in-pod.sh <namespace> <app> <command> [<argument> ...]
set -eu
namespace=$1 app=$2
shift 2
CLUSTER=${CLUSTER:-prod-eu}

kube() { kubectl --context "$CLUSTER" -n "$namespace" "$@"; }
pod=$(kube get pods -l "app=$app" -o jsonpath='{.items[0].metadata.name}')
of_pod() { kube get pod "$pod" -o jsonpath="$1"; }
variable() { of_pod "{.spec.containers[0].env[?(@.name==\"$1\")].value}"; }
projected() { of_pod "{.spec.volumes[?(@.name==\"aws-iam-token\")].projected.sources[0].serviceAccountToken.$1}"; }

role_arn=$(variable AWS_ROLE_ARN)
if [ -z "$role_arn" ]; then
  echo "The webhook put no role into pod $pod." >&2
  exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
kube create token "$(of_pod '{.spec.serviceAccountName}')" \
  --audience "$(projected audience)" --duration "$(projected expirationSeconds)s" \
  --bound-object-kind Pod --bound-object-name "$pod" \
  --bound-object-uid "$(of_pod '{.metadata.uid}')" >"$folder/token"

# A container has no keys, no profile, and no cached sessions of the AWS CLI.
unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE AWS_DEFAULT_PROFILE
HOME=$folder AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null \
  AWS_REGION=$(variable AWS_REGION) \
  AWS_ROLE_ARN=$role_arn AWS_WEB_IDENTITY_TOKEN_FILE=$folder/token "$@"
