#!/bin/sh
# Step 7 of the guide: shows what the role of a node group has beyond what nodes need. Removes nothing.
# Usage: node-role.sh <node group>
set -eu
CLUSTER=${CLUSTER:-prod-eu}
# The 3 policies of the guide, the smaller ECR policy that AWS now recommends, and the policy that administers nodes through SSM.
NEEDED='AmazonEKSWorkerNodePolicy|AmazonEKS_CNI_Policy|AmazonEC2ContainerRegistryReadOnly|AmazonEC2ContainerRegistryPullOnly|AmazonSSMManagedInstanceCore'

role=$(aws eks describe-nodegroup --cluster-name "$CLUSTER" --nodegroup-name "$1" \
  --query nodegroup.nodeRole --output text)
{
  aws iam list-attached-role-policies --role-name "${role##*/}" \
    --query 'AttachedPolicies[].PolicyName' --output text
  aws iam list-role-policies --role-name "${role##*/}" --query 'PolicyNames[]' --output text
} | tr '\t' '\n' | grep -vxE "$NEEDED|None|" || true
