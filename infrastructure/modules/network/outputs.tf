output "vpc_id" {
  description = "The network."
  value       = aws_vpc.this.id
}

output "public_subnet_ids" {
  description = "Where the load balancer stands."
  value       = aws_subnet.public[*].id
}

output "private_subnet_ids" {
  description = "Where tasks and cache stand, a subnet a zone."
  value       = aws_subnet.private[*].id
}
