# Whoever calls shows a certificate of an authority in the trust store; the load balancer refuses everybody else.

resource "aws_lb" "this" {
  # checkov:skip=CKV2_AWS_28: only clients with a certificate of ours get as far as a request (docs/open-points.md)
  # checkov:skip=CKV_AWS_150: on where something would be lost, off in preview
  name                       = var.name
  internal                   = var.internal
  load_balancer_type         = "application"
  security_groups            = [aws_security_group.load_balancer.id]
  subnets                    = var.public_subnet_ids
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection
  # Beyond the gateway's deadline, and below its KEEP_ALIVE_TIMEOUT_MS.
  idle_timeout = 60

  access_logs {
    bucket  = var.access_log_bucket
    prefix  = var.name
    enabled = true
  }

  connection_logs {
    bucket  = var.access_log_bucket
    prefix  = "${var.name}-connections"
    enabled = true
  }
}

resource "aws_lb_trust_store" "clients" {
  name                             = var.name
  ca_certificates_bundle_s3_bucket = var.load_balancer.client_ca.bucket
  ca_certificates_bundle_s3_key    = var.load_balancer.client_ca.key
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.load_balancer.certificate_arn

  mutual_authentication {
    mode                             = "verify"
    trust_store_arn                  = aws_lb_trust_store.clients.arn
    ignore_client_certificate_expiry = false
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}

resource "aws_lb_target_group" "this" {
  name                 = var.name
  port                 = local.port
  protocol             = var.stubs == null ? "HTTPS" : "HTTP"
  target_type          = "ip"
  vpc_id               = var.vpc_id
  deregistration_delay = 30

  # Readiness, on the admin port, which no listener leads to.
  health_check {
    port                = tostring(local.admin_port)
    protocol            = "HTTP"
    path                = "/health/ready"
    matcher             = "200"
    interval            = 10
    timeout             = 3
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_route53_record" "this" {
  zone_id = var.load_balancer.dns_zone_id
  name    = var.load_balancer.host_name
  type    = "A"

  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = true
  }
}
