# Where patients are treated. No shell in a container, and the trail is kept for eight years.
module "platform" {
  source                = "../../modules/platform"
  name                  = "cdg-prod"
  cidr_block            = "10.43.0.0/20"
  zones                 = ["eu-west-2a", "eu-west-2b", "eu-west-2c"]
  cache_node_type       = "cache.m7g.large"
  image                 = var.image
  image_repository_arns = var.image_repository_arns
  settings              = var.settings
  client_cidr_blocks    = var.client_cidr_blocks
  client_ca             = var.client_ca
  certificate_arn       = var.certificate_arn
  host_name             = var.host_name
  dns_zone_id           = var.dns_zone_id
  log_retention_days    = 2922
  tasks                 = { min = 4, max = 20 }
  alarm_addresses       = var.alarm_addresses
  allow_exec            = false
  deletion_protection   = true
}
