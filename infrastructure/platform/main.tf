# One whole environment: key, bucket for logs, network, cache, gateway, alarms. What differs between dev, int and prod
# stands in environments.

locals {
  name = "cdg-${var.environment}"
}

module "network" {
  source             = "../modules/network"
  name               = local.name
  cidr_block         = var.cidr_block
  zones              = var.zones
  log_retention_days = 365
  kms_key_arn        = aws_kms_key.this.arn
}

module "cache" {
  source      = "../modules/cache"
  name        = local.name
  vpc_id      = module.network.vpc_id
  subnet_ids  = module.network.private_subnet_ids
  node_type   = var.cache_node_type
  node_count  = length(var.zones)
  kms_key_arn = aws_kms_key.this.arn
}

module "gateway" {
  source                = "../modules/gateway"
  name                  = local.name
  image                 = var.image
  image_repository_arns = var.image_repository_arns
  settings              = var.settings
  secrets               = { for variable, secret in aws_secretsmanager_secret.setting : variable => secret.arn }
  cache = {
    security_group_id = module.cache.security_group_id
    url_secret_arn    = module.cache.url_secret_arn
  }
  vpc_id              = module.network.vpc_id
  public_subnet_ids   = module.network.public_subnet_ids
  private_subnet_ids  = module.network.private_subnet_ids
  load_balancer       = var.load_balancer
  access_log_bucket   = aws_s3_bucket.access_log.bucket
  kms_key_arn         = aws_kms_key.this.arn
  log_retention_days  = var.log_retention_days
  tasks               = var.tasks
  allow_exec          = var.allow_exec
  deletion_protection = var.deletion_protection
  depends_on          = [aws_s3_bucket_policy.access_log]
}

module "alarms" {
  source                   = "../modules/alarms"
  name                     = local.name
  alarm_addresses          = var.alarm_addresses
  kms_key_arn              = aws_kms_key.this.arn
  load_balancer_arn_suffix = module.gateway.load_balancer_arn_suffix
  target_group_arn_suffix  = module.gateway.target_group_arn_suffix
  certificate_arn          = var.load_balancer.certificate_arn
  replication_group_id     = module.cache.replication_group_id
}

# The secrets are made empty: their values are put in by whoever holds them, and never pass through here.
resource "aws_secretsmanager_secret" "setting" {
  # checkov:skip=CKV2_AWS_57: keys are renewed with those who have to know the new ones (runbook), not by a timer
  for_each   = toset(var.secret_settings)
  name       = "${local.name}/${each.value}"
  kms_key_id = aws_kms_key.this.arn
}
