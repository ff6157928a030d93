output "url" {
  description = "Where the gateway is called."
  value       = "https://${var.host_name}"
}

output "cluster_name" {
  description = "The ECS cluster."
  value       = aws_ecs_cluster.this.name
}

output "service_name" {
  description = "The ECS service."
  value       = aws_ecs_service.this.name
}

output "load_balancer_arn_suffix" {
  description = "Name under which CloudWatch knows the load balancer."
  value       = aws_lb.this.arn_suffix
}

output "target_group_arn_suffix" {
  description = "Name under which CloudWatch knows the targets."
  value       = aws_lb_target_group.this.arn_suffix
}

output "log_group_name" {
  description = "Where log and audit trail go."
  value       = aws_cloudwatch_log_group.this.name
}
