output "url" {
  description = "Where the gateway is called."
  value       = module.gateway.url
}

output "cluster_name" {
  description = "The ECS cluster."
  value       = module.gateway.cluster_name
}

output "service_name" {
  description = "The ECS service."
  value       = module.gateway.service_name
}

output "network" {
  description = "The network, for the previews that share it."
  value = {
    vpc_id             = module.network.vpc_id
    public_subnet_ids  = module.network.public_subnet_ids
    private_subnet_ids = module.network.private_subnet_ids
    access_log_bucket  = aws_s3_bucket.access_log.bucket
    kms_key_arn        = aws_kms_key.this.arn
  }
}
