# One for each branch: a single task with gateway and stubs, in the network of dev. It is destroyed with the pull request.
data "terraform_remote_state" "dev" {
  backend = "s3"

  config = {
    bucket = var.state_bucket
    key    = "clinical-data-gateway/dev.tfstate"
    region = var.region
  }
}

locals {
  network = data.terraform_remote_state.dev.outputs.network
}

module "gateway" {
  source = "../../modules/gateway"
  name   = "cdg-dev-${var.branch}"
  image  = var.image
  stubs  = var.stubs
  # The pipeline builds a preview for its own processor only.
  cpu_architecture      = "X86_64"
  image_repository_arns = var.image_repository_arns
  vpc_id                = local.network.vpc_id
  public_subnet_ids     = local.network.public_subnet_ids
  private_subnet_ids    = local.network.private_subnet_ids
  access_log_bucket     = local.network.access_log_bucket
  kms_key_arn           = local.network.kms_key_arn
  client_cidr_blocks    = var.client_cidr_blocks
  client_ca             = var.client_ca
  certificate_arn       = var.certificate_arn
  host_name             = "${var.branch}.${var.domain}"
  dns_zone_id           = var.dns_zone_id
  log_retention_days    = 7
  tasks                 = { min = 1, max = 1 }
  allow_exec            = true
  deletion_protection   = false
}
