# Where every merge goes: the real services' test environments, small.
module "platform" {
  source                = "../../modules/platform"
  name                  = "cdg-dev"
  cidr_block            = "10.41.0.0/20"
  image                 = var.image
  image_repository_arns = var.image_repository_arns
  settings              = var.settings
  client_cidr_blocks    = var.client_cidr_blocks
  client_ca             = var.client_ca
  certificate_arn       = var.certificate_arn
  host_name             = var.host_name
  dns_zone_id           = var.dns_zone_id
  log_retention_days    = 90
  tasks                 = { min = 2, max = 4 }
  alarm_addresses       = var.alarm_addresses
  allow_exec            = true
  deletion_protection   = false
}
