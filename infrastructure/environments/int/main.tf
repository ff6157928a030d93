# Where consumers connect before they go live: as production, smaller.
module "platform" {
  source                = "../../modules/platform"
  name                  = "cdg-int"
  cidr_block            = "10.42.0.0/20"
  image                 = var.image
  image_repository_arns = var.image_repository_arns
  settings              = var.settings
  client_cidr_blocks    = var.client_cidr_blocks
  client_ca             = var.client_ca
  certificate_arn       = var.certificate_arn
  host_name             = var.host_name
  dns_zone_id           = var.dns_zone_id
  log_retention_days    = 365
  tasks                 = { min = 2, max = 6 }
  alarm_addresses       = var.alarm_addresses
  allow_exec            = false
  deletion_protection   = true
}
