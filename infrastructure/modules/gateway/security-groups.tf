# Who may reach whom. Nothing is open to the world but 443 of the load balancer, where a certificate is asked for.

resource "aws_security_group" "load_balancer" {
  name        = "${var.name}-load-balancer"
  description = "The load balancer of the gateway"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-load-balancer" }
}

resource "aws_security_group" "task" {
  name        = "${var.name}-task"
  description = "Tasks of the gateway"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-task" }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each          = toset(var.load_balancer.client_cidr_blocks)
  security_group_id = aws_security_group.load_balancer.id
  description       = "Clients, over mutual TLS"
  cidr_ipv4         = each.value
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_to_task" {
  for_each                     = { public = local.port, health = local.admin_port }
  security_group_id            = aws_security_group.load_balancer.id
  description                  = "Requests and health checks"
  referenced_security_group_id = aws_security_group.task.id
  from_port                    = each.value
  to_port                      = each.value
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_ingress_rule" "task_from_load_balancer" {
  for_each                     = { public = local.port, health = local.admin_port }
  security_group_id            = aws_security_group.task.id
  description                  = "The load balancer alone"
  referenced_security_group_id = aws_security_group.load_balancer.id
  from_port                    = each.value
  to_port                      = each.value
  ip_protocol                  = "tcp"
}

# PDS, SDS, the Spine Secure Proxy, image registry, secrets and logs: all of them https.
resource "aws_vpc_security_group_egress_rule" "task_to_services" {
  security_group_id = aws_security_group.task.id
  description       = "National services and those of the cloud"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_egress_rule" "task_to_cache" {
  count                        = var.cache == null ? 0 : 1
  security_group_id            = aws_security_group.task.id
  description                  = "The shared cache"
  referenced_security_group_id = var.cache.security_group_id
  from_port                    = 6379
  to_port                      = 6379
  ip_protocol                  = "tcp"
}

resource "aws_vpc_security_group_ingress_rule" "cache_from_task" {
  count                        = var.cache == null ? 0 : 1
  security_group_id            = var.cache.security_group_id
  description                  = "The gateway alone"
  referenced_security_group_id = aws_security_group.task.id
  from_port                    = 6379
  to_port                      = 6379
  ip_protocol                  = "tcp"
}
