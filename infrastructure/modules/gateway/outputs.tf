output "url" {
  description = "Where the gateway is called."
  value       = "https://${var.load_balancer.host_name}"
}

output "load_balancer_arn_suffix" {
  description = "Name under which CloudWatch knows the load balancer."
  value       = aws_lb.this.arn_suffix
}

output "target_group_arn_suffix" {
  description = "Name under which CloudWatch knows the targets."
  value       = aws_lb_target_group.this.arn_suffix
}

