output "url" {
  description = "Where the gateway is called."
  value       = module.platform.url
}

output "cluster_name" {
  description = "The ECS cluster, for the smoke test and for going back."
  value       = module.platform.cluster_name
}

output "service_name" {
  description = "The ECS service."
  value       = module.platform.service_name
}
