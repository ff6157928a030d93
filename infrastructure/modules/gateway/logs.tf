# Log lines and, with AUDIT_SINK=stdout, the audit trail.
resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_338: a preview's is of no use after a week, that of production is kept for eight years
  name              = "/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}
