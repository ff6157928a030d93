output "security_group_id" {
  description = "The group that the gateway's tasks have to be let into."
  value       = aws_security_group.this.id
}

output "url_secret_arn" {
  description = "Secret with the value of REDIS_URL."
  value       = aws_secretsmanager_secret.url.arn
}

output "replication_group_id" {
  description = "Name under which CloudWatch knows it."
  value       = aws_elasticache_replication_group.this.id
}
