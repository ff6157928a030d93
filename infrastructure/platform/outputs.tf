output "url" {
  description = "Where the gateway is called."
  value       = module.gateway.url
}

output "image" {
  description = "The image that was applied last, to go back to."
  value       = var.image
  # Not before it runs.
  depends_on = [module.gateway]
}

output "shared" {
  description = "What previews share with dev."
  value = {
    name                  = local.name
    vpc_id                = module.network.vpc_id
    public_subnet_ids     = module.network.public_subnet_ids
    private_subnet_ids    = module.network.private_subnet_ids
    access_log_bucket     = aws_s3_bucket.access_log.bucket
    kms_key_arn           = aws_kms_key.this.arn
    load_balancer         = var.load_balancer
    image_repository_arns = var.image_repository_arns
  }
}
