# One for each branch: a single task with gateway and stubs, in the network of dev and called by whoever may call dev. It
# is destroyed with the pull request.
data "terraform_remote_state" "dev" {
  backend = "s3"

  config = {
    bucket = var.state_bucket
    key    = "clinical-data-gateway/dev.tfstate"
    region = var.region
  }
}

locals {
  dev = data.terraform_remote_state.dev.outputs.shared
}

module "gateway" {
  source = "../../modules/gateway"
  name   = "${local.dev.name}-${var.branch}"
  image  = var.image
  stubs  = var.stubs
  # The pipeline builds a preview for its own processor only.
  cpu_architecture      = "X86_64"
  image_repository_arns = local.dev.image_repository_arns
  vpc_id                = local.dev.vpc_id
  public_subnet_ids     = local.dev.public_subnet_ids
  private_subnet_ids    = local.dev.private_subnet_ids
  access_log_bucket     = local.dev.access_log_bucket
  kms_key_arn           = local.dev.kms_key_arn
  log_retention_days    = 7
  tasks                 = { min = 1, max = 1 }
  allow_exec            = true
  deletion_protection   = false

  load_balancer = merge(local.dev.load_balancer, {
    host_name       = "${var.branch}.${var.domain}"
    certificate_arn = var.certificate_arn
  })
}
